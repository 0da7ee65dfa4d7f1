import type { ProxySpec } from '@/templates/proxy/spec';
import type { PlanAdoptionInput } from '../adoptions/schema';
import type { ErrorCode } from '../errors';
import type { Approver, Verdict } from '../governance/types';
import type { LaunchProxyInput } from '../proxies/types';

export const requestKinds = ['launch', 'change', 'import'] as const;
export type RequestKind = (typeof requestKinds)[number];

/**
 * `open` waits for a decision; `approved` for its run to begin, which is at once unless AWS cannot be asked. All others
 * are ends: `started` has a run, `void` was approved and could not run any more as it was asked for.
 */
export const requestStates = [
  'open',
  'approved',
  'started',
  'denied',
  'withdrawn',
  'expired',
  'void',
] as const;
export type RequestState = (typeof requestStates)[number];

/** What was to be, as the guardrails refused it. Only a launch has a place: a change stays where its proxy stands. */
export type RequestInput = {
  proxy: LaunchProxyInput['proxy'];
  network: LaunchProxyInput['network'] | null;
  /** Set where an API that exists is to become the proxy. */
  adoption?: Omit<PlanAdoptionInput, 'idempotencyKey'>;
};

/** One person's word, in the capacity that the verdict asks for. */
export type Decision = {
  by: string;
  as: Approver;
  isApproved: boolean;
  /** Empty where an approver gave none, as they once could. */
  reason: string;
  /** ISO 8601. */
  at: string;
};

/** Why what was approved does not run: what moved, or what the attempt met. */
export type VoidReason =
  | { moved: 'spec' | 'template' }
  | { code: ErrorCode; detail: string | null };

export type ProxyRequest = {
  id: string;
  kind: RequestKind;
  proxy: string;
  team: string;
  state: RequestState;
  reason: string;
  input: RequestInput;
  spec: ProxySpec;
  saved: ProxySpec | null;
  verdict: Verdict;
  decisions: Decision[];
  requestedBy: string;
  requestedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  runId: string | null;
  voidReason: VoidReason | null;
};
