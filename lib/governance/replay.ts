import type { ProxySpec } from '@/templates/proxy/spec';
import { hostOf } from '../upstreams/host';
import type { UpstreamFacts } from '../upstreams/types';
import type { Guardrails } from './guardrails';
import { judge } from './judge';
import type { Verdict } from './types';

/** A launch or a change that was asked for. */
export type PastChange = {
  runId: string;
  at: Date;
  by: string;
  spec: ProxySpec;
  /** What stood then; null for a launch. */
  saved: ProxySpec | null;
};

export type Count = Record<Verdict['kind'], number>;

/** One that the draft stops, or judges otherwise than the rules in force. */
export type ReplayRow = {
  runId: string;
  at: string;
  by: string;
  name: string;
  team: string;
  isLaunch: boolean;
  draft: Verdict['kind'];
  inForce: Verdict['kind'];
  /** The ids of the draft's rules that speak. */
  rules: string[];
};

export type Replay = {
  draft: Count;
  inForce: Count;
  /** The newest first, at most `replayRowsMax`. */
  rows: ReplayRow[];
  left: number;
};

export const replayRowsMax = 50;

/** What a draft would have said of the past, beside what the rules in force say; with the register as it is now. */
export function replayPast(
  changes: readonly PastChange[],
  rules: { draft: Guardrails; inForce: Guardrails },
  upstreams: ReadonlyMap<string, UpstreamFacts>,
): Replay {
  const draft: Count = { at_once: 0, approval: 0, no: 0 };
  const inForce: Count = { at_once: 0, approval: 0, no: 0 };
  const rows = changes.flatMap(({ runId, at, by, spec, saved }): ReplayRow[] => {
    const upstream = upstreams.get(hostOf(spec.upstream.url) ?? '') ?? null;
    const change = { team: spec.team, spec, saved, upstream, now: at };
    const [now, then] = [judge(rules.draft, change), judge(rules.inForce, change)];
    draft[now.kind] += 1;
    inForce[then.kind] += 1;
    if (now.kind === 'at_once' && then.kind === 'at_once') return [];
    return [
      {
        ...{ runId, by, at: at.toISOString(), name: spec.name, team: spec.team },
        ...{ isLaunch: saved === null, draft: now.kind, inForce: then.kind },
        rules: now.findings.map(({ rule }) => rule),
      },
    ];
  });
  const newest = rows.sort((a, b) => (a.at < b.at ? 1 : -1));
  return {
    ...{ draft, inForce },
    rows: newest.slice(0, replayRowsMax),
    left: Math.max(0, newest.length - replayRowsMax),
  };
}
