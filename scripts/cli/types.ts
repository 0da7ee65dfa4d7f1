/** What the API answers, as far as the command line reads it; /api/v1/openapi.json says it all. */
export type Kind = 'proxy' | 'network';

export type RunState = string;

export type Run = {
  id: string;
  kind: string;
  subject: { kind: string; name: string };
  state: RunState;
  steps: { stackName: string; action: string; state: string; plan: Plan | null }[];
  failure: { stackName: string; logicalId: string; resourceType: string; reason: string } | null;
  problem: { code: string; detail: string | null } | null;
  decidedBy: string | null;
};

/** A run with what it means in words, in the language that was asked for. */
export type RunDetail = Run & {
  consequences: Consequence[];
  cause: { code: string; title: string; text: string; awsText: string } | null;
  nextSteps: NextStep[];
};

export type Consequence = { code: string; weight: string; text: string };

export type NextStep = {
  verb: string;
  text: string;
  href: string | null;
  call: { method: string; path: string; body: unknown } | null;
  /** The IAM statement that is missing, as a policy takes it. */
  statement?: string;
};

export type Plan = {
  changes: {
    logicalId: string;
    resourceType: string;
    action: string;
    replacement: string | null;
    properties: { path: string; before: string | null; after: string | null }[];
  }[];
};

export type RunEvent = {
  id: number;
  at: string;
  stackName: string;
  logicalId: string;
  resourceType: string;
  status: string;
  reason: string | null;
};

export type Standing = {
  name: string;
  team: string;
  environment: string;
  phase: string;
  status: string;
  statusReason: string | null;
  stackName: string;
  outputs: Record<string, string>;
  activeRunId: string | null;
  spec: unknown;
  asOf: string;
  problem: { code: string; detail: string | null } | null;
  quota?: { limit: number; left: number; period: string; resetsAt: string; asOf: string } | null;
  usage?: { empty: { at: string; earliest: string; latest: string | null } | null } | null;
  proxies?: string[];
};

export type MyKey = {
  keyId: string;
  label: string;
  consumer: string;
  quota: {
    limit: number;
    period: string;
    used: number;
    left: number;
    resetsAt: string;
    state: string;
    extension?: {
      granted: number;
      grants: { amount: number; by: string; reason: string }[];
      until: string;
    };
  } | null;
};

export type MyUsage = {
  name: string;
  team: string;
  environment: string;
  limits: { hasQuota: boolean; rate: number; burst: number } | null;
  keys: MyKey[];
  asOf: string | null;
  problem: { code: string; detail: string | null } | null;
};

export type LiveReport = {
  state: string;
  differences: {
    where: string;
    property: string;
    ours: string | null;
    deployed: string | null;
    actual: string | null;
    isRevertible: boolean;
    isAdoptable: boolean;
  }[];
  checkedAt: string | null;
  problem: { code: string; detail: string | null } | null;
};

export type RollMember = {
  wave: number;
  kind: string;
  name: string;
  state: string;
  problem: { code: string; detail: string | null } | null;
  consequences: Consequence[];
};

type RollRow = {
  id: string;
  state: string;
  toVersion: string;
  requestedBy: string;
  requestedAt: string;
  endedAt: string | null;
};

export type Roll = RollRow & { members: RollMember[] };

export type RollList = {
  items: RollRow[];
  behind: { kind: string; name: string; version: string }[];
};

export type DryRun = {
  /** create, update, delete, or the verb of a recovery. */
  action: string;
  subject: { kind: string; name: string };
  wouldStart: boolean;
  refusals: { code: string; detail: string | null }[];
  verdict: { kind: string } | null;
  changes: { path: string; before: unknown; after: unknown }[];
  consequences: Consequence[];
  deletes: { kind: string; name: string; stackName: string }[];
  /** Of a proxy's deletion; `keys` and `calls` null where that is not known. */
  callers: {
    keys: { slot: string; consumer: string; calls: number | null }[] | null;
    asOf: string | null;
  } | null;
  stacks: { kind: string; name: string; stackName: string; template: string }[];
};

export type ProxyRequest = {
  id: string;
  kind: string;
  proxy: string;
  state: string;
  reason: string;
  verdict: { findings: { rule: string; reason: string }[] };
  decisions: { by: string; isApproved: boolean; reason: string }[];
  /** Whose word is still needed. */
  missing: string[];
  requestedBy: string;
  requestedAt: string;
  endedAt: string | null;
  runId: string | null;
  href: string;
};

export type RequestDetail = ProxyRequest & {
  changes: DryRun['changes'];
  consequences: Consequence[];
};

export type Spec = Record<string, unknown> & { kind: Kind; name: string };

/** A run has ended, in whatever way. */
export function isEnded(state: RunState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'discarded';
}
