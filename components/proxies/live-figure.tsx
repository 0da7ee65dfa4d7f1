import { Code } from '@/components/ui/code';
import { StateBadge, type StateName } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { deploymentId, type LiveState, liveState } from '@/lib/proxies/live';
import type { ProxyDetail } from '@/lib/proxies/types';
import { Figure } from './figure';

const states: Record<LiveState, StateName> = {
  same: 'ready',
  older: 'degraded',
  changing: 'changing',
  failed: 'failed',
  unknown: 'unknown',
};

/** Whether what runs is what was saved, and since when. */
export async function LiveFigure({ proxy }: { proxy: ProxyDetail }) {
  const words = (await getI18n()).t('proxy');
  const state = liveState(proxy);
  const deployment = deploymentId(proxy.template);
  return (
    <Figure
      label={words('figures.live')}
      state={<StateBadge state={states[state]} label={words(`figures.liveState.${state}`)} />}
    >
      <p className="flex min-h-8 flex-wrap items-baseline gap-x-1.5 text-ink-muted text-sm">
        <Time
          value={proxy.updatedAt ?? proxy.createdAt}
          className="font-semibold text-ink text-lg"
        />
        {deployment && (
          <span>
            {words('figures.deployment')} <Code>{deployment}</Code>
          </span>
        )}
      </p>
      <p className="text-ink-muted text-xs">{words(`figures.liveText.${state}`)}</p>
      {state === 'same' && <p className="text-ink-faint text-xs">{words('figures.driftNote')}</p>}
    </Figure>
  );
}
