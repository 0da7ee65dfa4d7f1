import type { ProxySpec } from '@/templates/proxy/spec';

export const markKinds = ['made', 'limits', 'keys', 'deployment', 'other'] as const;
export type MarkKind = (typeof markKinds)[number];

type Limits = ProxySpec['limits'];

/** Something that was done to a proxy, and may explain what its use did then. */
export type Mark = {
  at: Date;
  kinds: MarkKind[];
  /** An e-mail address, or `system`. */
  by: string;
  runId: string | null;
  /** Of a run that changed them, where both are known. */
  limits: { before: Limits; after: Limits } | null;
  /** The audit's word for it, where it was no run. */
  action: string | null;
};

/** A run on a proxy that succeeded, as marks need it. */
export type Change = {
  runId: string;
  kind: 'create' | 'update' | 'revert';
  at: Date;
  by: string;
  limits: Limits | null;
  /** Types of the resources that it changed, where there was a plan. */
  resourceTypes: string[];
};

const kindOfType: Record<string, MarkKind> = {
  'AWS::ApiGateway::UsagePlan': 'limits',
  'AWS::ApiGateway::ApiKey': 'keys',
  'AWS::ApiGateway::UsagePlanKey': 'keys',
  'AWS::ApiGateway::Deployment': 'deployment',
};

/** Marks of runs, oldest first, as the runs must be: each is told by the one before. */
export function marksOfRuns(changes: readonly Change[]): Mark[] {
  let before: Limits | null = null;
  return changes.map(({ runId, kind, at, by, limits, resourceTypes }) => {
    const isChanged = before !== null && limits !== null && !same(before, limits);
    const kinds = new Set<MarkKind>(kind === 'create' ? ['made'] : []);
    if (isChanged) kinds.add('limits');
    for (const type of resourceTypes) {
      const marked = kindOfType[type];
      // A plan also lists its stages: only its limits are told as such, where they can be compared.
      if (marked === 'limits' && limits && before && !isChanged) continue;
      if (marked && kind !== 'create') kinds.add(marked);
    }
    if (kinds.size === 0) kinds.add('other');
    const mark: Mark = {
      at,
      kinds: markKinds.filter((each) => kinds.has(each)),
      by,
      runId,
      limits: isChanged && before && limits ? { before, after: limits } : null,
      action: null,
    };
    before = limits ?? before;
    return mark;
  });
}

const same = (one: Limits, other: Limits) =>
  one.rate === other.rate &&
  one.burst === other.burst &&
  one.quota?.limit === other.quota?.limit &&
  one.quota?.period === other.quota?.period;

/** What is done without a run, and changes what callers may do. Asking for it, or looking at a key, does not. */
const kindOfAction: Record<string, MarkKind> = {
  'key.create': 'keys',
  'key.delete': 'keys',
  'key.disable': 'keys',
  'key.enable': 'keys',
  'extension.grant': 'limits',
  'extension.end': 'limits',
};

/** The audit's actions that are marked. */
export const markedActions = Object.keys(kindOfAction);

/** The mark of an audit row about the proxy, or null where it tells of no change. */
export function markOfAudit(row: { at: Date; action: string; actor: string }): Mark | null {
  const kind = kindOfAction[row.action];
  if (!kind) return null;
  const { at, actor: by, action } = row;
  return { at, kinds: [kind], by, runId: null, limits: null, action };
}
