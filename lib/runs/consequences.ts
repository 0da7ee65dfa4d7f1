import type { ResourceChange } from '../aws/change-sets';
import { differencesOf } from './property-diff';

/** What callers and operators will feel of a plan; the words are the catalogue's `run.consequence`. */
export type Consequence =
  | { kind: 'urlStays' | 'keysStay' | 'goesLive' | 'counterStays' | 'labelsOnly' | 'historyLost' }
  | { kind: 'urlChanges' | 'keyChanges' | 'counterRestarts' }
  /** `slot` as the template calls it: A, B. */
  | { kind: 'keyMade' | 'keyGone' | 'keyOff' | 'keyOn'; slot: string }
  | { kind: 'callsGo'; from: string; to: string }
  | {
      kind: 'rate' | 'burst' | 'timeout' | 'quota' | 'period' | 'logDays';
      from: string;
      to: string;
    }
  | { kind: 'streams' | 'buffers' | 'accessChanges' | 'answersChange' | 'upstreamKeyChanges' };

/** How much it matters to callers. */
export type Weight = 'breaks' | 'changes' | 'calm';

const breaking: ReadonlySet<Consequence['kind']> = new Set([
  'urlChanges',
  'keyChanges',
  'keyGone',
  'keyOff',
  'counterRestarts',
  'historyLost',
]);
const calm: ReadonlySet<Consequence['kind']> = new Set([
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
export function consequencesOf(changes: readonly ResourceChange[]): Consequence[] {
  if (changes.length === 0) return [];
  const of = (type: string) => changes.filter(({ resourceType }) => resourceType === type);
  const all = [
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
  const order: Weight[] = ['breaks', 'changes', 'calm'];
  return order.flatMap((weight) => all.filter((one) => weightOf(one) === weight));
}

function addressing(changes: ResourceChange[]): Consequence[] {
  return [{ kind: changes.some(isRenewed) ? 'urlChanges' : 'urlStays' }];
}

/**
 * A replaced key has another value; one that is gone, off, or out of its plan is refused (aws-facts A8, B3). A slot that
 * is filled or emptied leaves the key in the other one as it is.
 */
function keys(changes: ResourceChange[]): Consequence[] {
  const own = changes.filter(({ resourceType }) => resourceType === 'AWS::ApiGateway::ApiKey');
  const slots = own.flatMap(slotChange);
  const gone = slots.filter(({ kind }) => kind === 'keyGone').map(({ slot }) => slot);
  const isLost = changes.some(
    (change) => isRenewed(change) || (change.action === 'Remove' && !gone.includes(slotOf(change))),
  );
  if (isLost) return [{ kind: 'keyChanges' }, ...slots];
  return slots.some(({ kind }) => kind !== 'keyMade') ? slots : [{ kind: 'keysStay' }, ...slots];
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
  return /Key(\w*)$/.exec(logicalId)?.[1] ?? '';
}

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

function access(change: ResourceChange): Consequence[] {
  const isPolicy = change.properties.some(({ path }) => path.startsWith('/Properties/Policy'));
  return isPolicy ? [{ kind: 'accessChanges' }] : [];
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

function isRenewed({ replacement }: ResourceChange): boolean {
  return replacement === 'True' || replacement === 'Conditional';
}

function isLabelled({ action, properties }: ResourceChange): boolean {
  return action === 'Modify' && properties.every(({ path }) => /^(\/Properties\/)?Tags/.test(path));
}

type Side = (...path: string[]) => string | null;

/** A resource's changed values as they were and as they will be; what did not change is null on both sides. */
function sides({ properties }: ResourceChange): { before: Side; after: Side } {
  const differences = differencesOf(properties);
  const read =
    (which: 'before' | 'after'): Side =>
    (...path) =>
      differences.find((one) => one.path === path.join('.'))?.[which] ?? null;
  return { before: read('before'), after: read('after') };
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
