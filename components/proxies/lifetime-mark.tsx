import { StateBadge } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';
import type { LifetimeStanding } from '@/lib/proxies/lifetime';

/** What is due of a lifetime, in a row: `Ends in 12 days`. What is not due yet needs no word. */
export async function LifetimeMark({
  lifetime,
  className,
}: {
  lifetime: LifetimeStanding | null;
  className?: string;
}) {
  if (!lifetime || lifetime.state === 'running') return null;
  const words = (await getI18n()).t('lifetime');
  const { state, review, end } = lifetime;
  const days = (state === 'expired' || state === 'ends_soon' ? end : review)?.days ?? 0;
  return (
    <StateBadge
      state={state}
      label={words(`mark.${state}`, { days: Math.abs(days) })}
      className={className}
    />
  );
}
