import { Badge } from '@/components/ui/badge';
import { StateBadge, type StateName } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';
import type { Upstream, UpstreamState } from '@/lib/upstreams/types';
import { isOverdue } from '@/lib/upstreams/usage';

const looks: Record<UpstreamState, StateName> = {
  proposed: 'waiting',
  approved: 'allowed',
  declined: 'refused',
  retired: 'stopped',
};

/** Where an entry stands, and that its review is overdue. */
export async function UpstreamStateWords({ upstream }: { upstream: Upstream }) {
  const { t, now } = await getI18n();
  const words = t('upstreams');
  const { state } = upstream;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <StateBadge state={looks[state]} label={words(`state.${state}`)} />
      {isOverdue(upstream, now.toISOString().slice(0, 10)) && (
        <Badge tone="warn">{words('overdue')}</Badge>
      )}
    </span>
  );
}
