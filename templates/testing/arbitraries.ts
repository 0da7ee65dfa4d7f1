import fc from 'fast-check';
import type { BootstrapSpecInput } from '../bootstrap/spec';
import { environments } from '../names';
import type { NetworkSpecInput } from '../network/spec';
import { httpMethods } from '../proxy/http-methods';
import {
  burstMax,
  type ProxySpecInput,
  quotaLimitMax,
  quotaPeriods,
  ratePerSecondMax,
  retentionDaysChoices,
} from '../proxy/spec';
import { bufferedTimeoutMsMax, streamTimeoutMsMax, upstreamTimeoutMsMin } from '../proxy/upstream';
import type { SpecInput } from '../spec';

const text = (pattern: RegExp) => fc.stringMatching(pattern);

const name = text(/^[a-z][a-z0-9-]{2,39}$/);
const team = text(/^[a-z][a-z0-9-]{0,39}$/);
const owner = text(/^[A-Za-z0-9._+-]{1,20}@[a-z0-9]{1,10}\.(?:com|org|co\.jp)$/);
const hexId = (prefix: string) => text(new RegExp(`^${prefix}-(?:[0-9a-f]{17}|[0-9a-f]{8})$`));
const region = fc.constantFrom('us-east-1', 'ap-northeast-1', 'eu-central-2', 'us-gov-west-1');

const description = fc
  .oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ maxLength: 60, unit: 'grapheme' }),
    fc.constantFrom(
      '',
      'no',
      '012',
      '決済の外部API',
      '2026-11-22',
      '# not a comment',
      ': x',
      '=',
      '<<',
      '🚰',
    ),
  )
  .map((line) => line.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/gu, ''));

const tagKey = text(/^[A-Za-z0-9][A-Za-z0-9+=._:/-]{0,24}$/).filter(
  (key) => !/^(aws|sluice):/i.test(key),
);
const tags = fc.dictionary(
  tagKey,
  fc.oneof(
    text(/^[A-Za-z0-9+=._:/-]{1,24}$/),
    fc.constantFrom('yes', '0x1f', '1e3', '=', 'null', '1:30', '2026-11-22'),
  ),
  { maxKeys: 6, noNullPrototype: true },
);

const common = {
  name,
  team,
  owner,
};
const optional = { environment: fc.constantFrom(...environments), description, tags };

/** A public host of plain labels under a delegated top-level domain. */
const host = fc
  .tuple(
    fc.array(text(/^[a-z][a-z0-9]{0,9}(?:-[a-z0-9]{1,5})?$/), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('com', 'org', 'dev', 'co.jp', 'example.com'),
  )
  .map(([labels, top]) => `${labels.join('.')}.${top}`)
  .filter((candidate) => !/(^|\.)(lvh\.me|1u\.ms)$/.test(candidate));

const url = fc
  .tuple(
    fc.constantFrom('https://', 'HTTPS://'),
    host,
    fc.oneof(
      fc.constantFrom('', ':443'),
      fc.integer({ min: 1025, max: 65_535 }).map((n) => `:${n}`),
    ),
    fc.array(text(/^[A-Za-z0-9~:@+,=_-][A-Za-z0-9._~:@+,=-]{0,11}$/), { maxLength: 3 }),
    fc.constantFrom('', '/'),
  )
  .map(([scheme, at, port, segments, slash]) => [scheme, at, port, segments, slash] as const)
  .map(([scheme, at, port, segments, slash]) =>
    [scheme, at, port, ...segments.map((segment) => `/${segment}`), slash].join(''),
  );

const apiKeyHeader = fc.constantFrom(null, 'x-upstream-api-key', 'X-Provider-Key', 'x-k');

/** In any order, now and then all of them, and the same one twice. */
const methods = fc.option(fc.array(fc.constantFrom(...httpMethods), { minLength: 1 }));

const upstream = fc.oneof(
  fc.record({ url }),
  fc.record({ url, methods }),
  fc.record({
    url,
    mode: fc.constant('buffered' as const),
    timeoutMs: fc.integer({ min: upstreamTimeoutMsMin, max: bufferedTimeoutMsMax }),
    apiKeyHeader,
  }),
  fc.record({
    url,
    methods,
    mode: fc.constant('stream' as const),
    timeoutMs: fc.integer({ min: upstreamTimeoutMsMin, max: streamTimeoutMsMax }),
    apiKeyHeader,
  }),
);

const limits = fc.record(
  {
    quota: fc.option(
      fc.record(
        {
          limit: fc.integer({ min: 1, max: quotaLimitMax }),
          period: fc.constantFrom(...quotaPeriods),
        },
        { requiredKeys: [] },
      ),
    ),
    rate: fc.integer({ min: 1, max: 10 * ratePerSecondMax }).map((tenths) => tenths / 10),
    burst: fc.integer({ min: 1, max: burstMax }),
  },
  { requiredKeys: [] },
);

const keySlot = fc.record(
  {
    consumer: fc.oneof(fc.constant(''), text(/^[A-Za-z0-9][A-Za-z0-9+=._:/-]{0,20}$/)),
    owner: fc.oneof(fc.constant(''), owner),
    enabled: fc.boolean(),
  },
  { requiredKeys: [] },
);

const keys = fc.oneof(
  fc.constant(undefined),
  fc.record({ a: keySlot, b: fc.option(keySlot) }),
  fc.record({ a: fc.constant(null), b: keySlot }),
);

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

const lifetime = fc.oneof(
  fc.constant(undefined),
  fc.record({ reviewOn: day }),
  fc.record({ endsOn: day }),
  fc.tuple(day, day).map((days) => {
    const [reviewOn, endsOn] = days.sort();
    return { reviewOn, endsOn };
  }),
);

/** Specs of proxies as people write them, all of them valid; what may be left out is left out now and then. */
export function proxySpecInputs(): fc.Arbitrary<ProxySpecInput> {
  return fc.record(
    {
      kind: fc.constant('proxy' as const),
      ...common,
      ...optional,
      network: fc.record({ name, vpcId: hexId('vpc'), endpointId: hexId('vpce') }),
      upstream,
      access: fc.constantFrom('vpc' as const, 'endpoint' as const),
      stage: fc.oneof(fc.constantFrom('live', 'v1'), text(/^[A-Za-z0-9_-]{1,20}$/)),
      limits,
      accessLog: fc.option(fc.record({ retentionDays: fc.constantFrom(...retentionDaysChoices) })),
      keys,
      lifetime,
      errorPages: fc.constantFrom(null, 'https://sluice.example.com', 'http://127.0.0.1:3000'),
    },
    { requiredKeys: ['kind', 'name', 'team', 'owner', 'network', 'upstream'] },
  );
}

const zones = fc
  .tuple(region, fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 2 }))
  .map(([of, letters]) => letters.map((letter) => `${of}${letter}`));

/** Private blocks large enough for six zones. */
const cidr = fc
  .tuple(
    fc.constantFrom([10, 0], [172, 16], [192, 168], [100, 64]),
    fc.integer({ min: 16, max: 25 }),
  )
  .map(([[a, b], prefix]) => `${a}.${b}.0.0/${prefix}`);

const subnetIds = (minLength: number) =>
  fc.uniqueArray(hexId('subnet'), { minLength, maxLength: 6 });

const vpc = fc.oneof(
  fc.record({ cidr, azs: zones }),
  fc.record({ id: hexId('vpc'), subnetIds: subnetIds(2) }),
  fc.record(
    {
      id: hexId('vpc'),
      subnetIds: subnetIds(1),
      endpointId: hexId('vpce'),
      endpointSecurityGroupIds: fc.uniqueArray(hexId('sg'), { maxLength: 5 }),
      endpointDnsName: fc.constantFrom(
        null,
        'vpce-0a1b-2c3d.execute-api.ap-northeast-1.vpce.amazonaws.com',
      ),
    },
    { requiredKeys: ['id', 'subnetIds', 'endpointId'] },
  ),
);

/** Specs of networks, all of them valid: made, adopted without an endpoint, adopted with one. */
export function networkSpecInputs(): fc.Arbitrary<NetworkSpecInput> {
  return fc.record(
    { kind: fc.constant('network' as const), ...common, ...optional, vpc, probe: fc.boolean() },
    { requiredKeys: ['kind', 'name', 'team', 'owner', 'vpc'] },
  );
}

/** Specs of networks with a VPC of their own in at least two of `azs`, for an account that offers no others. */
export function createdNetworkSpecInputs(azs: string[]): fc.Arbitrary<NetworkSpecInput> {
  const own = fc.record({
    cidr,
    azs: fc.shuffledSubarray(azs, { minLength: 2, maxLength: Math.min(6, azs.length) }),
  });
  return fc.tuple(networkSpecInputs(), own).map(([spec, vpc]) => ({ ...spec, vpc }));
}

const principal = fc.constantFrom(
  'arn:aws:iam::123456789012:root',
  'arn:aws:iam::123456789012:role/sluice/dashboard',
  'arn:aws:iam::210987654321:user/ops@example.com',
);

/** Specs of bootstraps, all of them valid. */
export function bootstrapSpecInputs(): fc.Arbitrary<BootstrapSpecInput> {
  return fc.record(
    {
      kind: fc.constant('bootstrap' as const),
      ...common,
      environment: optional.environment,
      tags,
      trustedPrincipals: fc.uniqueArray(principal),
      externalId: fc.constantFrom(null, 'sluice-hub'),
    },
    { requiredKeys: ['kind', 'owner'] },
  );
}

/** Any valid spec. */
export function specInputs(): fc.Arbitrary<SpecInput> {
  return fc.oneof(proxySpecInputs(), networkSpecInputs(), bootstrapSpecInputs());
}
