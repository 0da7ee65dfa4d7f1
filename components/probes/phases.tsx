'use client';

import { PhaseBar } from '@/components/ui/phase-bar';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';

const order = ['dns', 'tcp', 'tls', 'send', 'wait', 'transfer'] as const;

/** DNS, connect, TLS, wait and transfer of one probe, in proportion and in milliseconds. */
export function Phases({
  result,
  isCompact = false,
}: {
  result: Pick<ProbeResult, 'phases' | 'totalMs'>;
  isCompact?: boolean;
}) {
  const t = useTranslations('common.phase');
  const format = useFormat();
  const probe = useTranslations('probe');
  // Functions of older networks measure sending and waiting as one.
  const isOlder = (result.phases.send ?? null) === null && result.phases.wait !== null;
  const phases = order
    .filter((id) => id !== 'send' || !isOlder)
    .map((id) => {
      const ms = result.phases[id] ?? null;
      return {
        id,
        label: t(id),
        series: order.indexOf(id),
        ms,
        text: ms === null ? probe('phases.notReached') : format.milliseconds(ms),
      };
    });
  const reached = phases.filter(({ ms }) => ms !== null);
  const label =
    reached.length === 0
      ? t('none')
      : t('summary', {
          phases: reached.map(({ label: word, text }) => `${word} ${text}`).join(', '),
          total: format.milliseconds(result.totalMs),
        });
  return <PhaseBar phases={phases} label={label} isCompact={isCompact} />;
}
