import { StateBadge, type StateName } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import type { ChannelAnswer, DeliveryState as State } from '@/lib/alerts/types';
import { getI18n } from '@/lib/i18n/server';

export type DeliveryView = {
  id: string;
  channel: string;
  state: State;
  attempts: number;
  dueAt: Date;
  heldUntil: Date | null;
  sentAt: Date | null;
  answer: ChannelAnswer | null;
};

const looks: Record<State, StateName> = {
  pending: 'waiting',
  sent: 'succeeded',
  failed: 'failed',
  dropped: 'skipped',
};

/** What became of one message: where, whether, after how many attempts, and what the other end said. */
export async function DeliveryState({ delivery }: { delivery: DeliveryView }) {
  const { t, format } = await getI18n();
  const words = t('alerts');
  const { channel, state, attempts, dueAt, heldUntil, sentAt, answer } = delivery;
  const clock = (at: Date) => `${format.day(at)} ${format.timeOfDay(at)}`;
  const isHeld = state === 'pending' && attempts === 0 && heldUntil !== null;
  const isRetried = state === 'pending' && attempts > 0;
  const isProblem = state === 'failed' || isRetried;
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <StateBadge
          state={looks[state]}
          label={
            isHeld
              ? words('recent.delivery.held', { when: clock(heldUntil) })
              : words(`recent.delivery.${state}`)
          }
        />
        <span className="wrap-anywhere text-ink-muted">{channel}</span>
        {sentAt && <Time value={sentAt} className="text-ink-muted text-xs" />}
      </span>
      {(isProblem || attempts > 1) && (
        <span className="block text-ink-muted text-xs">
          {[
            words('recent.attempts', { count: attempts }),
            ...(isRetried ? [words('recent.next', { when: clock(dueAt) })] : []),
            ...(isProblem && answer
              ? [
                  words('recent.answer', {
                    answer: [answer.status, answer.text].filter(Boolean).join(' '),
                  }),
                ]
              : []),
          ].join(' · ')}
        </span>
      )}
    </>
  );
}
