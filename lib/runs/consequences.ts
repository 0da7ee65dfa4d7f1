import {
  allowedMethods,
  type HttpMethod,
  methodsOf,
  ofMethod,
} from '@/templates/proxy/http-methods';
import type { ResourceChange } from '../aws/change-sets';
import { canonicalJson } from '../canonical';
import type { RecentCaller } from '../usage/recent';
import { isLabelled, isRenewed, type Side, sides } from './change-sides';
import {
  type NetworkConsequence,
  networkConsequences,
  networkWeights,
} from './network-consequences';
import type { RunSubject } from './types';

/** What callers and operators will feel of a plan; the words are the catalogue's `run.consequence`. */
export type Consequence =
  | { kind: 'urlStays' | 'keysStay' | 'goesLive' | 'counterStays' | 'labelsOnly' | 'historyLost' }
  | { kind: 'urlChanges' | 'counterRestarts' }
  /** `slot` as the template calls it: A, B. */
  | { kind: 'keyChanges' | 'keyMade' | 'keyGone' | 'keyOff' | 'keyOn'; slot: string }
  | { kind: 'callsGo'; from: string; to: string }
  /** Methods that were let through, or that will be. */
  | { kind: 'methodsRefused' | 'methodsAllowed'; methods: HttpMethod[] }
  | {
      kind: 'rate' | 'burst' | 'timeout' | 'quota' | 'period' | 'logDays';
      from: string;
      to: string;
    }
  | { kind: 'streams' | 'buffers' | 'accessChanges' | 'answersChange' | 'upstreamKeyChanges' }
  | NetworkConsequence;

/** How much it matters to callers. */
export type Weight = 'breaks' | 'changes' | 'calm';

const breaking: ReadonlySet<Consequence['kind']> = new Set<Consequence['kind']>([
  ...networkWeights.breaks,
  'urlChanges',
  'keyChanges',
  'keyGone',
  'keyOff',
  'methodsRefused',
  'counterRestarts',
  'historyLost',
]);
const calm: ReadonlySet<Consequence['kind']> = new Set<Consequence['kind']>([
  ...networkWeights.calm,
  'urlStays',
  'keysStay',
  'keyMade',
  'goesLive',
  'counterStays',
  'labelsOnly',
]);

export function weightOf({ kind }: Consequence): Weight {
  if (breaking.has(kind)) return 'breaks';
  return calm.has(kind) ? 'calm' : 'changes';
}

/**
 * A change set in terms of those who call: what breaks first, then what changes, then what stays. Computed from the
 * changes alone, so that it says exactly what will be executed. Nothing for a plan without changes.
 */
export function consequencesOf(
  changes: readonly ResourceChange[],
  kind: RunSubject['kind'] = 'proxy',
): Consequence[] {
  if (changes.length === 0) return [];
  const all = kind === 'network' ? networkConsequences(changes) : proxyConsequences(changes);
  const order: Weight[] = ['breaks', 'changes', 'calm'];
  return order.flatMap((weight) => all.filter((one) => weightOf(one) === weight));
}

function proxyConsequences(changes: readonly ResourceChange[]): Consequence[] {
  const of = (type: string) => changes.filter(({ resourceType }) => resourceType === type);
  return [
    ...addressing([...of('AWS::ApiGateway::RestApi'), ...of('AWS::ApiGateway::Stage')]),
    ...keys([...of('AWS::ApiGateway::ApiKey'), ...of('AWS::ApiGateway::UsagePlanKey')]),
    ...of('AWS::ApiGateway::UsagePlan').flatMap(limits),
    ...distinct(of('AWS::ApiGateway::Method').flatMap(forwarding)),
    ...of('AWS::ApiGateway::RestApi').flatMap(access),
    ...(of('AWS::ApiGateway::GatewayResponse').length > 0
      ? [{ kind: 'answersChange' as const }]
      : []),
    ...of('AWS::Logs::LogGroup').flatMap(logging),
    ...deployment(of('AWS::ApiGateway::Deployment')),
    ...(changes.every(isLabelled) ? [{ kind: 'labelsOnly' as const }] : []),
  ];
}

function addressing(changes: ResourceChange[]): Consequence[] {
  return [{ kind: changes.some(isRenewed) ? 'urlChanges' : 'urlStays' }];
}

/**
 * A replaced key has another value; one that is gone, off, or out of its plan is refused (aws-facts A8, B3). A slot that
 * is filled or emptied leaves the key in the other one as it is. The probe's key is Sluice's own.
 */
function keys(all: ResourceChange[]): Consequence[] {
  const changes = all.filter(({ logicalId }) => !logicalId.includes('Probe'));
  const own = changes.filter(({ resourceType }) => resourceType === 'AWS::ApiGateway::ApiKey');
  const gone = own.filter(({ action }) => action === 'Remove').map(slotOf);
  const lost = changes
    .filter((change) => isRenewed(change) || change.action === 'Remove')
    .map(slotOf)
    .filter((slot) => !gone.includes(slot));
  const changed = [...new Set(lost)].map((slot) => ({ kind: 'keyChanges' as const, slot }));
  const slots = own.filter((change) => !lost.includes(slotOf(change))).flatMap(slotChange);
  const isFelt = changed.length > 0 || slots.some(({ kind }) => kind !== 'keyMade');
  return [...changed, ...(isFelt ? [] : [{ kind: 'keysStay' as const }]), ...slots];
}

type SlotChange = Extract<Consequence, { slot: string }>;

function slotChange(change: ResourceChange): SlotChange[] {
  const slot = slotOf(change);
  if (change.action === 'Add') return [{ kind: 'keyMade', slot }];
  if (change.action === 'Remove') return [{ kind: 'keyGone', slot }];
  const enabled = sides(change).after('Enabled');
  return enabled === null ? [] : [{ kind: enabled === 'true' ? 'keyOn' : 'keyOff', slot }];
}

/** `KeyA` and `UsagePlanKeyA` are slot A. */
function slotOf({ logicalId }: ResourceChange): string {
  return /Key(\w+)$/.exec(logicalId)?.[1] ?? logicalId;
}

/**
 * Whose calls a consequence breaks, who calls most first: those of a key's slot, or everybody's. Null where it breaks
 * nobody's, or nothing tells whose.
 */
export function callersHit(
  consequence: Consequence,
  callers: readonly RecentCaller[],
): RecentCaller[] | null {
  const byCalls = callers.toSorted((one, other) => (other.calls ?? 0) - (one.calls ?? 0));
  if (hitsAll.has(consequence.kind)) return byCalls;
  if (weightOf(consequence) !== 'breaks' || !('slot' in consequence)) return null;
  return byCalls.filter(({ slot }) => slot === consequence.slot);
}

const hitsAll: ReadonlySet<Consequence['kind']> = new Set<Consequence['kind']>([
  ...networkWeights.breaks,
  'urlChanges',
]);

function limits(change: ResourceChange): Consequence[] {
  if (isRenewed(change)) return [{ kind: 'counterRestarts' }];
  const { before, after } = sides(change);
  const found: Consequence[] = [
    ...differs('rate', before('Throttle', 'RateLimit'), after('Throttle', 'RateLimit')),
    ...differs('burst', before('Throttle', 'BurstLimit'), after('Throttle', 'BurstLimit')),
  ];
  const quota = [
    ...differs('quota', before('Quota', 'Limit'), after('Quota', 'Limit')),
    ...differs('period', before('Quota', 'Period'), after('Quota', 'Period')),
  ];
  return quota.length === 0 ? found : [...found, ...quota, { kind: 'counterStays' }];
}

function forwarding(change: ResourceChange): Consequence[] {
  const { before, after } = sides(change);
  const at = (side: Side) => side('Integration', 'Uri')?.replace(/\/?(\{proxy\})?$/, '') ?? null;
  const [from, to] = [at(before), at(after)];
  const mode = after('Integration', 'ResponseTransferMode');
  const hasMode = mode !== before('Integration', 'ResponseTransferMode');
  const header = 'integration.request.header.x-api-key';
  const [keyBefore, keyAfter] = [before, after].map((side) =>
    side('Integration', 'RequestParameters', header),
  );
  return [
    ...(from !== to && from && to ? [{ kind: 'callsGo' as const, from, to }] : []),
    ...differs(
      'timeout',
      before('Integration', 'TimeoutInMillis'),
      after('Integration', 'TimeoutInMillis'),
    ),
    ...(hasMode ? [{ kind: mode === 'STREAM' ? ('streams' as const) : ('buffers' as const) }] : []),
    ...(keyBefore !== keyAfter ? [{ kind: 'upstreamKeyChanges' as const }] : []),
  ];
}

/** AWS names the policy whole, as JSON. What of it is about methods is said as such. */
function access({ properties }: ResourceChange): Consequence[] {
  const changed = properties.filter(({ path }) => path.startsWith('/Properties/Policy'));
  if (changed.length === 0) return [];
  const [whole, ...more] = changed;
  const [before, after] = [policyOf(whole?.before), policyOf(whole?.after)];
  const isKnown = whole?.path === '/Properties/Policy' && before && after && more.length === 0;
  if (!isKnown) return [{ kind: 'accessChanges' }];
  const [old, next] = [methodsOf(before), methodsOf(after)];
  const refused = old.filter((method) => !next.includes(method));
  const allowed = next.filter((method) => !old.includes(method));
  return [
    ...(refused.length > 0 ? [{ kind: 'methodsRefused' as const, methods: refused }] : []),
    ...(allowed.length > 0 ? [{ kind: 'methodsAllowed' as const, methods: allowed }] : []),
    ...(before.rest === after.rest ? [] : [{ kind: 'accessChanges' as const }]),
  ];
}

type Statement = { Effect?: string; Resource?: unknown };

/** Which methods a policy lets through, and the rest of it, as text; null where it is none. */
function policyOf(
  text: string | null | undefined,
): { methods: HttpMethod[] | null; rest: string } | null {
  try {
    const policy = JSON.parse(text ?? '') as { Statement?: Statement[] };
    if (!policy.Statement) return null;
    const rest = policy.Statement.map(withoutMethods);
    return { methods: allowedMethods(policy.Statement), rest: canonicalJson(rest) };
  } catch {
    return null;
  }
}

function withoutMethods(statement: Statement): Statement {
  if (statement.Effect !== 'Allow') return statement;
  const all = [statement.Resource].flat().map((resource) => {
    const one = ofMethod(String(resource));
    return one ? `${one.stage}/*` : String(resource);
  });
  return { ...statement, Resource: [...new Set(all)] };
}

function logging(change: ResourceChange): Consequence[] {
  if (isRenewed(change)) return [{ kind: 'historyLost' }];
  const { before, after } = sides(change);
  return differs('logDays', before('RetentionInDays'), after('RetentionInDays'));
}

/** A new deployment is made first, then the stage moves to it: nobody is refused meanwhile (INFERENCE from A7). */
function deployment(changes: ResourceChange[]): Consequence[] {
  return changes.some(({ action }) => action === 'Add') ? [{ kind: 'goesLive' }] : [];
}

function differs(
  kind: 'rate' | 'burst' | 'timeout' | 'quota' | 'period' | 'logDays',
  before: string | null,
  after: string | null,
): Consequence[] {
  return before === after ? [] : [{ kind, from: before ?? '', to: after ?? '' }];
}

function distinct(consequences: Consequence[]): Consequence[] {
  return [...new Map(consequences.map((one) => [JSON.stringify(one), one])).values()];
}
