import { randomUUID } from 'node:crypto';
import { ChangeKey, type ChangeKeyProps } from '@/components/keys/change-key';
import { HandOver } from '@/components/keys/hand-over';
import { HandoverList } from '@/components/keys/handover-list';
import { KeyList } from '@/components/keys/key-list';
import { PressOnce } from '@/components/keys/press-once';
import { RevealKey } from '@/components/keys/reveal-key';
import { type RotationControls, RotationPanel } from '@/components/keys/rotation-panel';
import { ScheduleForm } from '@/components/keys/schedule-form';
import { ScheduleLine } from '@/components/keys/schedule-line';
import { KnownProblem } from '@/components/shell/problem';
import { Section } from '@/components/ui/section';
import { listHandovers } from '@/lib/handovers/data';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import { confirmationWay } from '@/lib/identity/step-up';
import type { Actor } from '@/lib/identity/types';
import { getKeyUses, listKeySchedules, listKeys } from '@/lib/keys/data';
import type { KeyUse } from '@/lib/keys/last-use';
import { type Rotation, rotationOf } from '@/lib/keys/rotation';
import type { KeySchedule, KeySummary } from '@/lib/keys/types';
import type { ProxyDetail } from '@/lib/proxies/types';
import {
  changeKeyAction,
  createHandoverAction,
  dropScheduleAction,
  revealKeyAction,
  revokeHandoverAction,
  scheduleKeyAction,
} from './actions';

type Props = { proxy: ProxyDetail; actor: Actor };
type CallerKey = KeySummary & { slot: 'A' | 'B' };

/** The keys, the way from one to the next, and the links that hand them over: all that its team does with them. */
export async function KeysAtWork({ proxy, actor }: Props) {
  const { name } = proxy;
  const [known, used, schedules, handovers, way, { t }] = await Promise.all([
    listKeys(proxy),
    getKeyUses(proxy),
    listKeySchedules(name),
    listHandovers(name),
    confirmationWay(actor),
    getI18n(),
  ]);
  const words = t('keys');
  const uses = used.value;
  const mayReveal = can(actor, 'key.reveal', { team: proxy.team });
  const mayChange = can(actor, 'proxy.update', { team: proxy.team }) && !proxy.activeRunId;
  const who = { way, personId: actor.personId, name: actor.name };
  const opened = handovers.filter(({ state }) => state === 'opened').map(({ keyId }) => keyId);
  const keys = known.value ?? [];
  const rotation = rotationOf(keys, { uses, handedOver: new Set(opened) });
  const change = (key: { slot: 'A' | 'B' }, kind: ChangeKeyProps['kind']) => (
    <ChangeKey
      proxy={name}
      slot={key.slot}
      kind={kind}
      {...('keyId' in key ? { labels: key as CallerKey } : {})}
      idempotencyKey={randomUUID()}
      action={changeKeyAction}
    >
      {'keyId' in key && (kind === 'disable' || kind === 'remove') && (
        <LastCalls use={uses?.[(key as CallerKey).keyId] ?? null} />
      )}
    </ChangeKey>
  );
  const beside = (key: CallerKey) => (
    <>
      {mayReveal && <RevealKey proxy={name} slot={key.slot} who={who} action={revealKeyAction} />}
      {mayReveal && key.isEnabled && (
        <HandOver proxy={name} slot={key.slot} who={who} action={createHandoverAction} />
      )}
      {mayChange && change(key, 'label')}
      {mayChange && change(key, key.isEnabled ? 'disable' : 'enable')}
      {mayChange && !key.isEnabled && rotation.next && change(key, 'remove')}
    </>
  );
  const last = schedules.find(({ keyId }) => keyId === rotation.old?.keyId);
  return (
    <>
      <Section title={words('page.list')}>
        <KnownProblem known={known} className="mb-4" />
        <KeyList
          keys={keys}
          uses={uses}
          actions={mayReveal || mayChange ? beside : null}
          reason={
            mayReveal
              ? null
              : actor.role === 'auditor'
                ? words('auditor')
                : words('notYours', { team: proxy.team })
          }
        />
      </Section>
      <Section title={words('rotation.title')}>
        <RotationPanel
          rotation={rotation}
          uses={uses}
          controls={mayChange ? controlsOf(proxy, rotation, last, change) : {}}
          schedule={last && <Scheduled schedule={last} mayChange={mayChange} />}
        />
      </Section>
      <Section title={words('handover.title')} meta={words('handover.lead')}>
        <HandoverList
          handovers={handovers}
          revoke={
            mayReveal
              ? ({ id, slot, madeBy }) => (
                  <PressOnce
                    id={id}
                    label={words('handover.revoke')}
                    name={words('handover.revokeOf', { slot, who: madeBy })}
                    action={revokeHandoverAction}
                  />
                )
              : null
          }
        />
      </Section>
    </>
  );
}

/** What is done next; handing over is offered beside the key itself, too. */
function controlsOf(
  proxy: ProxyDetail,
  { step, old, next }: Rotation,
  schedule: KeySchedule | undefined,
  change: (key: { slot: 'A' | 'B' }, kind: ChangeKeyProps['kind']) => React.ReactNode,
): RotationControls {
  if (step === 'make') {
    const slot = old?.slot === 'A' ? 'B' : 'A';
    return { make: change({ slot }, 'make') };
  }
  const isCaller = (key: KeySummary | null): key is CallerKey => key !== null;
  if (!isCaller(old) || !next) return {};
  if (step === 'remove') return { remove: change(old, 'remove') };
  if (!old.isEnabled || !next.isEnabled) return {};
  return {
    switch_off: (
      <>
        {change(old, 'disable')}
        {schedule?.state !== 'waiting' && (
          <ScheduleForm proxy={proxy.name} slot={old.slot} action={scheduleKeyAction} />
        )}
      </>
    ),
  };
}

async function Scheduled({ schedule, mayChange }: { schedule: KeySchedule; mayChange: boolean }) {
  const words = (await getI18n()).t('keys');
  return (
    <ScheduleLine
      schedule={schedule}
      actions={
        mayChange && (
          <PressOnce id={schedule.id} label={words('schedule.drop')} action={dropScheduleAction} />
        )
      }
    />
  );
}

/** Who would notice: said before a key is switched off, not after. */
async function LastCalls({ use }: { use: KeyUse | null }) {
  const { t, format } = await getI18n();
  const words = t('keys');
  if (!use || use.days.length === 0) return null;
  const days = use.days.length;
  const count = use.days.reduce((sum, { used }) => sum + used, 0);
  return (
    <p className="text-ink-muted text-sm">
      {use.lastDay
        ? words('lastCalls', {
            days,
            count,
            date: format.day(new Date(`${use.lastDay}T12:00:00Z`), 'UTC'),
          })
        : words('lastCallsNone', { days })}
    </p>
  );
}
