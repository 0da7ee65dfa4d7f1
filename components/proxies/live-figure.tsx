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

/** Whether what runs is what was saved. */
export async function LiveFigure({ proxy }: { proxy: ProxyDetail }) {
  const words = (await getI18n()).t('proxy');
  const state = liveState(proxy);
  const deployment = deploymentId(proxy.template);
  return (
    <Figure label={words('figures.live')}>
      <StateBadge
        state={states[state]}
        label={words(`figures.liveState.${state}`)}
        className="min-h-8 text-lg"
      />
      <p className="text-ink-muted text-xs">{words(`figures.liveText.${state}`)}</p>
      <p className="text-ink-faint text-xs">
        {deployment && (
          <>
            {words('figures.deployment')} <Code>{deployment}</Code>{' '}
          </>
        )}
        <Time value={proxy.updatedAt ?? proxy.createdAt} className="text-xs" />
        {state === 'same' && <span className="block">{words('figures.driftNote')}</span>}
      </p>
    </Figure>
  );
}
