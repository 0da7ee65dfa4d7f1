import { describe, expect, it } from 'vitest';
import type { ProxySummary } from '@/lib/proxies/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import {
  applyFleetView,
  fleetQuery,
  optionsOf,
  parseFleetView,
  sortedBy,
  withFilterToggled,
} from './fleet-view';

function proxy(name: string, rest: Partial<ProxySummary> = {}): ProxySummary {
  return {
    name,
    team: 'payments',
    owner: 'dev@example.com',
    environment: 'dev',
    version: '1',
    stackName: `sluice-proxy-${name}`,
    stackId: `arn:${name}`,
    phase: 'ready',
    status: 'CREATE_COMPLETE',
    statusReason: null,
    isProtected: false,
    createdAt: new Date('2026-01-01'),
    updatedAt: null,
    outputs: {},
    spec: null,
    quota: null,
    limits: null,
    outlook: null,
    lastProbe: null,
    probeState: null,
    live: 'live',
    lifetime: null,
    activeRunId: null,
    ...rest,
  };
}

const quota = (left: number) => ({
  value: {
    limit: 20,
    period: 'DAY' as const,
    used: 20 - left,
    left,
    granted: 0,
    resetsAt: new Date('2026-01-02'),
    state: left === 0 ? ('spent' as const) : ('plenty' as const),
  },
  asOf: new Date('2026-01-01'),
  problem: null,
});

const fleet = [
  proxy('b', { quota: quota(20), team: 'search' }),
  proxy('a', { phase: 'failed' }),
  proxy('c', { quota: quota(0), environment: 'prod' }),
];
const names = (params: Record<string, string | string[]>) =>
  applyFleetView(fleet, parseFleetView(params)).map(({ name }) => name);

describe('the fleet view', () => {
  it('sorts by name until told otherwise, and puts trouble first', () => {
    expect(names({})).toEqual(['a', 'b', 'c']);
    expect(names({ sort: 'state' })).toEqual(['a', 'b', 'c']);
    expect(names({ sort: 'left' })).toEqual(['c', 'b', 'a']);
    expect(names({ sort: 'left', order: 'desc' })).toEqual(['a', 'b', 'c']);
    expect(names({ sort: 'nonsense', order: 'sideways' })).toEqual(['a', 'b', 'c']);
  });

  it('filters by any of a filter and by every filter, and by every word', () => {
    expect(names({ team: ['search', 'payments'] })).toEqual(['a', 'b', 'c']);
    expect(names({ team: 'payments', environment: 'prod' })).toEqual(['c']);
    expect(names({ quota: 'spent' })).toEqual(['c']);
    expect(names({ q: 'dev@ search' })).toEqual(['b']);
    expect(names({ q: 'ｂ' })).toEqual(['b']);
  });

  it('survives the trip through the URL', () => {
    const view = withFilterToggled(
      sortedBy(parseFleetView({ q: 'x y', team: ['search'] }), 'left'),
      'state',
      'failed',
    );
    const url = new URL(withQuery(routes.proxies, fleetQuery(view)), 'http://x');
    const params = {
      q: url.searchParams.get('q') ?? '',
      sort: url.searchParams.get('sort') ?? '',
      team: url.searchParams.getAll('team'),
      state: url.searchParams.getAll('state'),
    };
    expect(parseFleetView(params)).toEqual(view);
    expect(withQuery(routes.proxies, fleetQuery(parseFleetView({})))).toBe('/proxies');
  });

  it('turns the order when the same column is pressed again', () => {
    const once = sortedBy(parseFleetView({}), 'age');
    expect(once.isDescending).toBe(false);
    expect(sortedBy(once, 'age').isDescending).toBe(true);
  });

  it('offers what occurs, with counts', () => {
    expect(optionsOf(fleet, 'team')).toEqual([
      { value: 'payments', count: 2 },
      { value: 'search', count: 1 },
    ]);
    expect(optionsOf(fleet, 'quota').map(({ value }) => value)).toEqual(['spent', 'plenty']);
  });
});
