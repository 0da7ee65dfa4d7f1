import { oneOf, type Query, type SearchParams } from '@/lib/query';
import type { RunKind, RunState } from '@/lib/runs/types';

const kinds: Record<RunKind, true> = {
  create: true,
  update: true,
  delete: true,
  continue_rollback: true,
  protect: true,
  unprotect: true,
  revert: true,
  import: true,
};
const states: Record<RunState, true> = {
  queued: true,
  running: true,
  planned: true,
  succeeded: true,
  failed: true,
  discarded: true,
};

export const runKinds = Object.keys(kinds) as RunKind[];
export const runStates = Object.keys(states) as RunState[];

/** What the URL of the list of runs says. */
export type RunsView = {
  state: RunState | null;
  kind: RunKind | null;
  /** An e-mail address. */
  who: string | null;
  /** Runs asked for before this moment: the last one of the page before. */
  before: Date | null;
};

export function parseRunsView(params: SearchParams): RunsView {
  const before = new Date(oneOf(params, 'before') ?? '');
  return {
    state: runStates.find((state) => state === oneOf(params, 'state')) ?? null,
    kind: runKinds.find((kind) => kind === oneOf(params, 'kind')) ?? null,
    who: oneOf(params, 'who')?.normalize('NFKC').trim().toLowerCase() || null,
    before: Number.isNaN(before.getTime()) ? null : before,
  };
}

export function runsQuery({ before, ...filters }: RunsView): Query {
  return { ...filters, before: before?.toISOString() ?? null };
}

export function isRunsFiltered({ state, kind, who }: RunsView): boolean {
  return state !== null || kind !== null || who !== null;
}
