import type { ProxySpec } from '@/templates/proxy/spec';
import type { ProxyField } from '../proxies/schema';
import type { UpstreamFacts } from '../upstreams/types';
import type { Guardrails } from './guardrails';

/** Who may let through what a guardrail does not: an owner of the team that asks, or the platform team. */
export const approvers = ['team_owner', 'platform'] as const;
export type Approver = (typeof approvers)[number];

/** A field of the form, or `keys`, which no form asks for. */
export type FindingField = ProxyField | 'keys';

/** What one guardrail says of a proxy as it would be. */
export type Finding = {
  /** The rule's id. */
  rule: string;
  /** What it is about, and where the form says it. */
  field: FindingField;
  verdict: 'approval' | 'no';
  /** Who decides; null for a no. */
  approver: Approver | null;
  /** What the platform team wrote beside the rule, shown as it is. */
  reason: string;
  /** The same in Japanese, where they wrote it. */
  reasonJa: string | null;
};

/**
 * What the guardrails say of a launch or a change: `at_once` without findings, `no` with at least one that nobody can
 * let through, else `approval` by everybody in `approvers`.
 */
export type Verdict = {
  kind: 'at_once' | 'approval' | 'no';
  findings: Finding[];
  approvers: Approver[];
};

/** What of a spec is judged. */
export type JudgedSpec = Pick<
  ProxySpec,
  'environment' | 'network' | 'upstream' | 'limits' | 'keys' | 'lifetime'
>;

/** A launch, or with `saved` the change of a proxy that stands. */
export type JudgedChange = {
  team: string;
  spec: JudgedSpec;
  saved: JudgedSpec | null;
  /** What the register says of the spec's host; null where it knows none. */
  upstream: UpstreamFacts | null;
  now: Date;
};

/** One state that the guardrails were in. */
export type GuardrailVersion = {
  version: number;
  guardrails: Guardrails;
  madeBy: string;
  madeAt: Date;
  /** Why, in the words of whoever saved it. */
  reason: string;
};
