import type { ProxySpec } from '@/templates/proxy/spec';
import { monthlyCost, type PriceList } from '../proxies/cost';
import { periodSeconds } from '../proxies/limits-math';
import type { ProxyRequest } from './types';

/** Calls in 30 days, and what API Gateway takes for them, in US dollars. */
export type CallCost = { calls: number; usd: number; isBounded: boolean };

export type RequestCost = {
  asked: CallCost;
  /** What stands costs; null for what does not stand. */
  before: CallCost | null;
  /** The endpoint that the launch makes for its network, in US dollars a month; null where it makes none. */
  endpoint: { azs: number; usd: number } | null;
};

/** Said of what has no quota, and so no bound. */
const exampleCalls = 1_000_000;

/** What is asked for costs where its quota is always used up. */
export function requestCost(
  { spec, saved, input }: Pick<ProxyRequest, 'spec' | 'saved' | 'input'>,
  prices: PriceList,
): RequestCost {
  const azs = newEndpointAzs(input.network);
  const usd = costOf(prices, azs, 0).endpointHours;
  return {
    asked: callCost(spec.limits, prices),
    before: saved && callCost(saved.limits, prices),
    endpoint: azs === 0 ? null : { azs, usd },
  };
}

function callCost({ quota }: ProxySpec['limits'], prices: PriceList): CallCost {
  const fullest = quota && Math.round((quota.limit * 30 * 86_400) / periodSeconds[quota.period]);
  const calls = fullest ?? exampleCalls;
  return { calls, usd: costOf(prices, 0, calls).requests, isBounded: quota !== null };
}

function costOf(prices: PriceList, azCount: number, requestsPerMonth: number) {
  const shape = { azCount, requestsPerMonth, gbPerMonth: 0, isNetworkShared: azCount === 0 };
  return monthlyCost(prices, shape).gateway;
}

/** An endpoint takes one subnet a zone (VPC, CreateVpcEndpoint). An adopted endpoint costs already. */
function newEndpointAzs(place: ProxyRequest['input']['network']): number {
  if (place === null || place.choice === 'existing') return 0;
  const { vpc } = place.network;
  if ('azs' in vpc) return vpc.azs.length;
  return vpc.endpointId ? 0 : vpc.subnetIds.length;
}
