import { describe, expect, it } from 'vitest';
import type { ResourceChange } from '../aws/change-sets';
import { callersHit, consequencesOf, weightOf } from './consequences';

type Values = [path: string, before: unknown, after: unknown];

const text = (value: unknown) =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value);

function change(
  type: string,
  values: Values[] = [],
  rest: Partial<ResourceChange> = {},
): ResourceChange {
  return {
    logicalId: type,
    physicalId: 'id',
    resourceType: `AWS::${type}`,
    action: 'Modify',
    replacement: 'False',
    properties: values.map(([path, before, after]) => ({
      path,
      before: text(before),
      after: text(after),
      recreation: 'Never',
    })),
    ...rest,
  };
}

const replaced = { replacement: 'True' as const };
const kinds = (...changes: ResourceChange[]) => consequencesOf(changes).map(({ kind }) => kind);

describe('consequencesOf', () => {
  it('says nothing of a plan without changes', () => {
    expect(consequencesOf([])).toEqual([]);
  });

  it('names limits from and to, as AWS gives them whole', () => {
    const plan = change('ApiGateway::UsagePlan', [
      ['/Properties/Throttle', { RateLimit: 5, BurstLimit: 5 }, { RateLimit: 9, BurstLimit: 5 }],
      ['/Properties/Quota', { Limit: 20, Period: 'DAY' }, { Limit: 500, Period: 'DAY' }],
    ]);
    expect(consequencesOf([plan])).toEqual([
      { kind: 'rate', from: '5', to: '9' },
      { kind: 'quota', from: '20', to: '500' },
      { kind: 'urlStays' },
      { kind: 'keysStay' },
      { kind: 'counterStays' },
    ]);
  });

  it('and by their parts, and where there was none', () => {
    const plan = change('ApiGateway::UsagePlan', [
      ['/Properties/Throttle/RateLimit', '5', '9'],
      ['/Properties/Quota', null, { Limit: 500, Period: 'WEEK' }],
    ]);
    expect(consequencesOf([plan]).slice(0, 3)).toEqual([
      { kind: 'rate', from: '5', to: '9' },
      { kind: 'quota', from: '', to: '500' },
      { kind: 'period', from: '', to: 'WEEK' },
    ]);
  });

  it('says where calls will go once, however many methods lead there', () => {
    const methods = ['https://a.example/{proxy}', 'https://a.example'].map((before) =>
      change('ApiGateway::Method', [
        [
          '/Properties/Integration',
          { Uri: before, TimeoutInMillis: 29000 },
          {
            Uri: before.replace('//a', '//b'),
            TimeoutInMillis: 900000,
            ResponseTransferMode: 'STREAM',
          },
        ],
      ]),
    );
    const renewed = change('ApiGateway::Deployment', [], { action: 'Add', replacement: null });
    expect(consequencesOf([...methods, renewed])).toEqual([
      { kind: 'callsGo', from: 'https://a.example', to: 'https://b.example' },
      { kind: 'timeout', from: '29000', to: '900000' },
      { kind: 'streams' },
      { kind: 'urlStays' },
      { kind: 'keysStay' },
      { kind: 'goesLive' },
    ]);
  });

  it('names the methods that will be refused or let through, and leaves who may call alone', () => {
    const policy = (resource: unknown, vpc = 'vpc-1') => ({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Resource: 'execute-api:/*' },
        { Effect: 'Allow', Resource: resource, Condition: { StringEquals: { vpc } } },
      ],
    });
    const from = (before: unknown, after: unknown) =>
      consequencesOf([change('ApiGateway::RestApi', [['/Properties/Policy', before, after]])]);
    const all = policy('execute-api:/LIVE/*');
    const some = ['execute-api:/LIVE/GET/*', 'execute-api:/LIVE/POST/*'];
    const refused = ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
    expect(from(all, policy(some))).toEqual([
      { kind: 'methodsRefused', methods: refused },
      { kind: 'urlStays' },
      { kind: 'keysStay' },
    ]);
    expect(from(policy(some), all)[0]).toEqual({ kind: 'methodsAllowed', methods: refused });
    expect(from(policy(some), policy('execute-api:/LIVE/PUT/*', 'vpc-2')).slice(0, 3)).toEqual([
      { kind: 'methodsRefused', methods: ['GET', 'POST'] },
      { kind: 'methodsAllowed', methods: ['PUT'] },
      { kind: 'accessChanges' },
    ]);
  });

  it('puts what breaks callers first', () => {
    const found = consequencesOf([
      change('Logs::LogGroup', [['/Properties/RetentionInDays', '30', '90']]),
      change('ApiGateway::UsagePlan', [], replaced),
      change('ApiGateway::ApiKey', [], { ...replaced, logicalId: 'KeyA' }),
      change('ApiGateway::RestApi', [['/Properties/Policy', '{}', '{"x":1}']], replaced),
    ]);
    expect(found.map(({ kind }) => kind)).toEqual([
      'urlChanges',
      'keyChanges',
      'counterRestarts',
      'accessChanges',
      'logDays',
    ]);
    expect(found.map(weightOf)).toEqual(['breaks', 'breaks', 'breaks', 'changes', 'changes']);
  });

  it('counts a conditional replacement as one, and a key that leaves its plan as lost', () => {
    const conditional = { replacement: 'Conditional' as const };
    expect(kinds(change('ApiGateway::Stage', [], conditional))).toContain('urlChanges');
    const leaves = { logicalId: 'UsagePlanKeyA', action: 'Remove', replacement: null };
    expect(kinds(change('ApiGateway::UsagePlanKey', [], leaves))).toContain('keyChanges');
    expect(kinds(change('Logs::LogGroup', [], replaced))).toContain('historyLost');
  });

  it('tells a slot that is filled, emptied or switched from keys whose values change', () => {
    const key = (logicalId: string, rest: Partial<ResourceChange>, values: Values[] = []) =>
      change('ApiGateway::ApiKey', values, { logicalId, ...rest });
    const inPlan = (logicalId: string, action: string) =>
      change('ApiGateway::UsagePlanKey', [], { logicalId, action, replacement: null });
    const of = (...changes: ResourceChange[]) =>
      consequencesOf(changes).filter(({ kind }) => kind !== 'urlStays');
    const made = { action: 'Add', replacement: null };
    expect(of(key('KeyB', made), inPlan('UsagePlanKeyB', 'Add'))).toEqual([
      { kind: 'keysStay' },
      { kind: 'keyMade', slot: 'B' },
    ]);
    const gone = { action: 'Remove', replacement: null };
    expect(of(key('KeyA', gone), inPlan('UsagePlanKeyA', 'Remove'))).toEqual([
      { kind: 'keyGone', slot: 'A' },
    ]);
    const off: Values[] = [['/Properties/Enabled', 'true', 'false']];
    expect(of(key('KeyA', {}, off))).toEqual([{ kind: 'keyOff', slot: 'A' }]);
    const on: Values[] = [['/Properties/Enabled', 'false', 'true']];
    expect(of(key('KeyA', {}, on))).toEqual([{ kind: 'keyOn', slot: 'A' }]);
    expect(of(key('KeyB', replaced), inPlan('UsagePlanKeyB', 'Remove'), key('KeyA', gone))).toEqual(
      [
        { kind: 'keyChanges', slot: 'B' },
        { kind: 'keyGone', slot: 'A' },
      ],
    );
    expect(of(key('ProbeKey', replaced), key('KeyB', made))).toEqual([
      { kind: 'keysStay' },
      { kind: 'keyMade', slot: 'B' },
    ]);
  });

  it('names who called with the key that goes, and everybody where the URL does', () => {
    const caller = (slot: string, consumer: string, calls: number | null) => ({
      ...{ proxy: 'pay', keyId: `id-${slot}`, slot, consumer, calls },
    });
    const [a, b] = [caller('A', 'billing-worker', 3), caller('B', 'nightly', 41_000)];
    expect(callersHit({ kind: 'keyChanges', slot: 'A' }, [a, b])).toEqual([a]);
    expect(callersHit({ kind: 'keyOff', slot: 'B' }, [a, b])).toEqual([b]);
    expect(callersHit({ kind: 'urlChanges' }, [a, b])).toEqual([b, a]);
    expect(callersHit({ kind: 'endpointGoes' }, [a, b])).toEqual([b, a]);
    for (const kind of ['keyMade', 'keyOn'] as const)
      expect(callersHit({ kind, slot: 'A' }, [a, b])).toBeNull();
    expect(callersHit({ kind: 'counterRestarts' }, [a, b])).toBeNull();
  });

  it('tells a change of labels from one of behaviour', () => {
    const tags = change('ApiGateway::Stage', [['Tags', null, null]]);
    expect(kinds(tags, tags)).toContain('labelsOnly');
    expect(kinds(tags, change('ApiGateway::GatewayResponse', [['/x', '1', '2']]))).toEqual([
      'answersChange',
      'urlStays',
      'keysStay',
    ]);
  });
});
