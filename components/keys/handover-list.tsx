import type { ReactNode } from 'react';
import { StateBadge, type StateName } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import type { Handover, HandoverState } from '@/lib/handovers/types';
import { getI18n } from '@/lib/i18n/server';

const looks: Record<HandoverState, StateName> = {
  open: 'waiting',
  opened: 'succeeded',
  revoked: 'discarded',
  expired: 'skipped',
};

/** Links that were made for a proxy's keys: by whom, until when, and who has opened them. */
export async function HandoverList({
  handovers,
  revoke,
}: {
  handovers: readonly Handover[];
  /** Beside a link that still opens; null for whoever may not revoke it. */
  revoke: ((handover: Handover) => ReactNode) | null;
}) {
  const words = (await getI18n()).t('keys');
  if (handovers.length === 0)
    return <p className="text-ink-muted text-sm">{words('handover.none')}</p>;
  return (
    <ul className="divide-y divide-line border-line border-y text-sm">
      {handovers.map((handover) => (
        <li key={handover.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <StateBadge
            state={looks[handover.state]}
            label={words(`handover.state.${handover.state}`)}
            className="w-28"
          />
          <span className="font-medium">{words('handover.key', { slot: handover.slot })}</span>
          <span className="wrap-anywhere text-ink-muted text-xs">
            <Ends handover={handover} />
          </span>
          {handover.state === 'open' && revoke && (
            <span className="ml-auto flex flex-wrap gap-2">{revoke(handover)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

async function Ends({ handover }: { handover: Handover }) {
  const words = (await getI18n()).t('keys');
  const { state, madeBy, madeAt, openedBy, openedAt, revokedBy, revokedAt, expiresAt } = handover;
  const made = (
    <>
      {words('handover.madeBy', { who: madeBy })} <Time value={madeAt} />
      {' · '}
    </>
  );
  if (state === 'opened' && openedAt)
    return (
      <>
        {made}
        {words('handover.openedBy', { who: openedBy ?? '' })} <Time value={openedAt} />
      </>
    );
  if (state === 'revoked' && revokedAt)
    return (
      <>
        {made}
        {words('handover.revokedBy', { who: revokedBy ?? '' })} <Time value={revokedAt} />
      </>
    );
  return (
    <>
      {made}
      {words(state === 'expired' ? 'handover.endedAt' : 'handover.endsAt')}{' '}
      <Time value={expiresAt} />
    </>
  );
}
