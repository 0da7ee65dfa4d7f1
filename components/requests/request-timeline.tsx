import { Section } from '@/components/ui/section';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyRequest } from '@/lib/requests/types';

/** Who said what, and when, in the order it happened. */
export async function RequestTimeline({ request }: { request: ProxyRequest }) {
  const words = (await getI18n()).t('request');
  const { decisions, endedAt, state, requestedBy, requestedAt, reason } = request;
  const said = [
    { key: 'asked', at: requestedAt, text: words('timeline.asked', { by: requestedBy }), reason },
    ...decisions.map((one) => ({
      key: one.by,
      at: new Date(one.at),
      text: words(`timeline.${one.isApproved ? 'approved' : 'denied'}`, {
        by: one.by,
        as: one.as,
      }),
      reason: one.reason,
    })),
    ...(endedAt && state !== 'denied'
      ? [{ key: state, at: endedAt, text: words(`timeline.${endOf(state)}`), reason: '' }]
      : []),
  ];
  return (
    <Section title={words('timeline.title')}>
      <ol className="flex flex-col gap-3 border-line border-l pl-4 text-sm">
        {said.map((one) => (
          <li key={one.key}>
            <p>
              {one.text} <Time value={one.at} className="text-ink-muted text-xs" />
            </p>
            {one.reason && <p className="break-words text-ink-muted">“{one.reason}”</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function endOf(state: ProxyRequest['state']) {
  return state === 'started' || state === 'withdrawn' || state === 'void' ? state : 'expired';
}
