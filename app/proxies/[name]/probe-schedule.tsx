import type { ReactNode } from 'react';
import { SchedulePanel } from '@/components/probes/schedule-panel';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getProbeSchedule } from '@/lib/probes/schedule-data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { setProbeScheduleAction } from '../actions';
import { probePath } from './probe-path';

/** How the proxy is probed by itself. Nothing where it has no probe. */
export async function ProbeSchedule({
  proxy,
  actor,
  link = null,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  /** Where more is to be seen. */
  link?: ReactNode;
}) {
  if (!proxy.network?.probeFunctionName) return null;
  const [schedule, { t }] = await Promise.all([getProbeSchedule(proxy.name), getI18n()]);
  const words = t('probeSchedule');
  const isAllowed = can(actor, 'proxy.probe', { team: proxy.team });
  const denial = actor.role === 'auditor' ? words('auditor') : words('notYours', proxy);
  return (
    <SchedulePanel
      proxy={proxy.name}
      region={proxy.region}
      schedule={schedule}
      defaultPath={probePath(proxy)}
      callMs={proxy.lastProbe?.totalMs ?? null}
      action={isAllowed ? setProbeScheduleAction : null}
      reason={isAllowed ? null : denial}
      link={link}
    />
  );
}
