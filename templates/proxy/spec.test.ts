import { describe, expect, it } from 'vitest';
import { descriptionLengthMax, nameLengthMax, ownerLengthMax, teamLengthMax } from '../names';
import { type Fault, parseSpec } from '../spec';
import { tagCharactersMax, tagCountMax, tagKeyLengthMax, tagValueLengthMax } from '../tags';
import { minimalProxy, specOf } from '../testing/specs';
import { httpMethods } from './http-methods';
import {
  burstMax,
  burstMin,
  quotaLimitMax,
  quotaLimitMin,
  ratePerSecondMax,
  ratePerSecondMin,
  retentionDaysChoices,
  stageLengthMax,
} from './spec';
import {
  apiKeyHeaderLengthMax,
  bufferedTimeoutMsMax,
  streamTimeoutMsMax,
  upstreamPresets,
  upstreamTimeoutMsMin,
} from './upstream';

const { upstream } = minimalProxy;
const tagsOfLength = (characters: number) =>
  Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`k${index}`, 'v'.repeat(characters / 8 - 2)]),
  );
const manyTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

/** [what, the last that passes, the first that does not, where the fault is found] */
const limits: [string, object, object, string][] = [
  ['shortest name', { name: 'abc' }, { name: 'ab' }, 'name'],
  [
    'longest name',
    { name: 'a'.repeat(nameLengthMax) },
    { name: 'a'.repeat(nameLengthMax + 1) },
    'name',
  ],
  [
    'longest team',
    { team: 'a'.repeat(teamLengthMax) },
    { team: 'a'.repeat(teamLengthMax + 1) },
    'team',
  ],
  [
    'longest owner',
    { owner: address(ownerLengthMax) },
    { owner: address(ownerLengthMax + 1) },
    'owner',
  ],
  [
    'longest description',
    { description: '済'.repeat(descriptionLengthMax) },
    { description: '済'.repeat(descriptionLengthMax + 1) },
    'description',
  ],
  ['smallest quota', quota(quotaLimitMin), quota(quotaLimitMin - 1), 'limits.quota.limit'],
  ['largest quota', quota(quotaLimitMax), quota(quotaLimitMax + 1), 'limits.quota.limit'],
  [
    'lowest rate',
    { limits: { rate: ratePerSecondMin } },
    { limits: { rate: ratePerSecondMin - 0.01 } },
    'limits.rate',
  ],
  [
    'highest rate',
    { limits: { rate: ratePerSecondMax } },
    { limits: { rate: ratePerSecondMax + 0.1 } },
    'limits.rate',
  ],
  [
    'smallest burst',
    { limits: { burst: burstMin } },
    { limits: { burst: burstMin - 1 } },
    'limits.burst',
  ],
  [
    'largest burst',
    { limits: { burst: burstMax } },
    { limits: { burst: burstMax + 1 } },
    'limits.burst',
  ],
  [
    'shortest timeout',
    timeout('buffered', upstreamTimeoutMsMin),
    timeout('buffered', upstreamTimeoutMsMin - 1),
    'upstream.timeoutMs',
  ],
  [
    'longest buffered timeout',
    timeout('buffered', bufferedTimeoutMsMax),
    timeout('buffered', bufferedTimeoutMsMax + 1),
    'upstream.timeoutMs',
  ],
  [
    'longest streamed timeout',
    timeout('stream', streamTimeoutMsMax),
    timeout('stream', streamTimeoutMsMax + 1),
    'upstream.timeoutMs',
  ],
  [
    'longest key header',
    header(apiKeyHeaderLengthMax),
    header(apiKeyHeaderLengthMax + 1),
    'upstream.apiKeyHeader',
  ],
  [
    'longest stage',
    { stage: 's'.repeat(stageLengthMax) },
    { stage: 's'.repeat(stageLengthMax + 1) },
    'stage',
  ],
  [
    'a known retention',
    { accessLog: { retentionDays: retentionDaysChoices.at(-1) } },
    { accessLog: { retentionDays: 3654 } },
    'accessLog.retentionDays',
  ],
  ['most tags', { tags: manyTags(tagCountMax) }, { tags: manyTags(tagCountMax + 1) }, 'tags'],
  [
    'longest tag value',
    { tags: { k: 'v'.repeat(tagValueLengthMax) } },
    { tags: { k: 'v'.repeat(tagValueLengthMax + 1) } },
    'tags.k',
  ],
  [
    'longest tag key',
    { tags: { ['k'.repeat(tagKeyLengthMax)]: 'v' } },
    { tags: { ['k'.repeat(tagKeyLengthMax + 1)]: 'v' } },
    `tags.${'k'.repeat(tagKeyLengthMax + 1)}`,
  ],
  [
    'longest tags in all',
    { tags: tagsOfLength(tagCharactersMax) },
    { tags: tagsOfLength(tagCharactersMax + 8) },
    'tags',
  ],
];

const refused: [string, object, string][] = [
  ['a name that begins with a digit', { name: '1abc' }, 'name'],
  ['a name in upper case', { name: 'Abc' }, 'name'],
  ['a name with a line break', { name: 'abc\n' }, 'name'],
  ['a name in Japanese', { name: '決済' }, 'name'],
  ['an owner that is no address', { owner: 'dev' }, 'owner'],
  ['an owner whose address a tag could not give back', { owner: 'a=b@example.com' }, 'owner'],
  ['a description of two lines', { description: 'a\nb' }, 'description'],
  ['a description with half a character', { description: '\ud83d' }, 'description'],
  ['an unknown environment', { environment: 'test' }, 'environment'],
  ['another kind of id', { network: { ...minimalProxy.network, vpcId: 'vpc-1' } }, 'network.vpcId'],
  ['half a limit', quota(1.5), 'limits.quota.limit'],
  ['a limit that is no number', { limits: { rate: Number.NaN } }, 'limits.rate'],
  ['a rate without end', { limits: { rate: Number.POSITIVE_INFINITY } }, 'limits.rate'],
  ['an unknown period', { limits: { quota: { period: 'HOUR' } } }, 'limits.quota.period'],
  ["the console's own stage", { stage: 'test-invoke-stage' }, 'stage'],
  ['a stage with a slash', { stage: 'a/b' }, 'stage'],
  [
    "the gateway's own key header",
    { upstream: { ...upstream, apiKeyHeader: 'X-Api-Key' } },
    'upstream.apiKeyHeader',
  ],
  [
    "a header of AWS's",
    { upstream: { ...upstream, apiKeyHeader: 'x-amzn-trace-id' } },
    'upstream.apiKeyHeader',
  ],
  [
    'a standard header',
    { upstream: { ...upstream, apiKeyHeader: 'authorization' } },
    'upstream.apiKeyHeader',
  ],
  ['an upstream without TLS', { upstream: { url: 'http://httpbin.org' } }, 'upstream.url'],
  ["AWS's own tags", { tags: { 'aws:x': 'y' } }, 'tags.aws:x'],
  ['our own tags', { tags: { 'Sluice:kind': 'y' } }, 'tags.Sluice:kind'],
  ['a tag with an address', { tags: { owner: 'a@example.com' } }, 'tags.owner'],
  ['a proxy without a key', { keys: { a: null, b: null } }, 'keys'],
  ['a consumer that no tag can hold', { keys: { a: { consumer: '決済' } } }, 'keys.a.consumer'],
  ["a key's owner that is no address", { keys: { b: { owner: 'dev' } } }, 'keys.b.owner'],
  ['a value for a key', { keys: { a: { value: 'x'.repeat(20) } } }, 'keys.a.value'],
  ['error pages below a path', { errorPages: 'https://sluice.test/errors' }, 'errorPages'],
  ['error pages that end a text', { errorPages: 'https://sluice.test"' }, 'errorPages'],
  ['error pages that are a variable', { errorPages: 'https://$context.path' }, 'errorPages'],
  ['an unknown field', { colour: 'red' }, 'colour'],
  ['an unknown field within', { upstream: { ...upstream, tls: false } }, 'upstream.tls'],
];

describe('a proxy spec', () => {
  it.each(limits)('has a limit: %s', (_, last, next, path) => {
    expect(faults(last)).toEqual([]);
    expect(faults(next).map((fault) => fault.path)).toEqual([path]);
  });

  it.each(refused)('refuses %s', (_, change, path) => {
    expect(faults(change).map((fault) => fault.path)).toEqual([path]);
  });

  it('says every fault at once, each on its own path', () => {
    const paths = faults({
      name: 'X',
      upstream: { url: 'https://10.0.0.1', timeoutMs: 60_000, extra: 1 },
      limits: { quota: { limit: 0, period: 'x' }, burst: 0 },
      tags: { a: '' },
    }).map((fault) => fault.path);
    expect(paths.sort()).toEqual(
      [
        'name',
        'upstream.url',
        'upstream.timeoutMs',
        'upstream.extra',
        'limits.quota.limit',
        'limits.quota.period',
        'limits.burst',
        'tags.a',
      ].sort(),
    );
  });

  it.each([[null], [undefined], [''], [7], [[]], [{}], [{ kind: 'nope' }]])(
    'never throws: %j',
    (input) => {
      expect(parseSpec(input)).toMatchObject({ ok: false });
    },
  );

  it('fills in what is left out', () => {
    expect(specOf(minimalProxy)).toEqual({
      ...minimalProxy,
      lifetime: { reviewOn: null, endsOn: null },
      errorPages: null,
      environment: 'dev',
      description: '',
      upstream: {
        url: 'https://httpbin.org',
        mode: 'buffered',
        timeoutMs: 29_000,
        apiKeyHeader: null,
        methods: null,
      },
      access: 'vpc',
      stage: 'live',
      limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 },
      accessLog: { retentionDays: 30 },
      keys: { a: { consumer: '', owner: '', enabled: true }, b: null },
      tags: {},
    });
  });

  it('takes no quota for an answer, and no access log', () => {
    const spec = specOf({ ...minimalProxy, limits: { quota: null }, accessLog: null });
    expect(spec).toMatchObject({ limits: { quota: null, rate: 5 }, accessLog: null });
  });

  it('keeps methods in one order, each once, and all of them as none chosen', () => {
    const methods = (given: unknown) =>
      parseSpec({ ...minimalProxy, upstream: { ...upstream, methods: given } });
    const keptAs = (given: unknown) => {
      const parsed = methods(given);
      return parsed.ok && parsed.spec.kind === 'proxy' ? parsed.spec.upstream.methods : parsed;
    };
    expect(keptAs(undefined)).toBeNull();
    expect(keptAs(null)).toBeNull();
    expect(keptAs([...httpMethods].reverse())).toBeNull();
    expect(keptAs(['DELETE', 'GET', 'DELETE'])).toEqual(['GET', 'DELETE']);
    expect(methods([])).toEqual({
      ok: false,
      faults: [
        { path: 'upstream.methods', message: 'must name at least one method, or be null for all' },
      ],
    });
    for (const unknown of ['get', 'ANY', 'TRACE', 1])
      expect(methods(['GET', unknown])).toMatchObject({ faults: [{ path: 'upstream.methods.1' }] });
  });

  it('offers presets that it accepts', () => {
    for (const preset of Object.values(upstreamPresets)) {
      expect(faults({ upstream: { ...upstream, ...preset } })).toEqual([]);
    }
  });
});

function faults(change: object): Fault[] {
  const parsed = parseSpec({ ...minimalProxy, ...change });
  return parsed.ok ? [] : parsed.faults;
}

function quota(limit: number) {
  return { limits: { quota: { limit } } };
}

function timeout(mode: string, timeoutMs: number) {
  return { upstream: { ...upstream, mode, timeoutMs } };
}

function header(length: number) {
  return { upstream: { ...upstream, apiKeyHeader: `x-${'k'.repeat(length - 2)}` } };
}

function address(length: number): string {
  return `${'a'.repeat(length - '@example.com'.length)}@example.com`;
}
