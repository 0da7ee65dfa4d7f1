import type { ProxySpec } from '@/templates/proxy/spec';
import { hostOf } from './host';
import type { Upstream } from './types';

/** A proxy as far as the register asks about it. */
type Caller = { name: string; team: string; spec: ProxySpec | null };

/** The proxies that call each host, by host; one whose spec is not known is with none. */
export function callersByHost(proxies: readonly Caller[]): Map<string, Caller[]> {
  const callers = new Map<string, Caller[]>();
  for (const proxy of proxies) {
    const host = proxy.spec && hostOf(proxy.spec.upstream.url);
    if (host) callers.set(host, [...(callers.get(host) ?? []), proxy]);
  }
  return callers;
}

/** Whether an approved upstream's day of review has passed. `today` as `2026-11-26`. */
export function isOverdue({ state, reviewOn }: Upstream, today: string): boolean {
  return state === 'approved' && reviewOn < today;
}
