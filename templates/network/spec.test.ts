import { describe, expect, it } from 'vitest';
import { parseSpec } from '../spec';
import { adoptedEndpointNetwork, adoptedNetwork, minimalNetwork } from '../testing/specs';
import { azCountMax, azCountMin, endpointSecurityGroupCountMax, subnetCountMax } from './spec';

const azs = (count: number) =>
  ['a', 'b', 'c', 'd', 'e', 'f', 'g'].slice(0, count).map((letter) => `us-east-1${letter}`);
const created = (cidr: string, zones = azs(2)) => ({ vpc: { cidr, azs: zones } });
const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-0123456789abcdef${index}`);
const adopted = (change: object) => ({ vpc: { ...adoptedNetwork.vpc, ...change } });
const withEndpoint = (change: object) => ({ vpc: { ...adoptedEndpointNetwork.vpc, ...change } });

const limits: [string, object, object, string][] = [
  [
    'fewest zones',
    created('10.0.0.0/16', azs(azCountMin)),
    created('10.0.0.0/16', azs(azCountMin - 1)),
    'vpc.azs',
  ],
  [
    'most zones',
    created('10.0.0.0/16', azs(azCountMax)),
    created('10.0.0.0/16', azs(azCountMax + 1)),
    'vpc.azs',
  ],
  ['largest VPC', created('10.0.0.0/16'), created('10.0.0.0/15'), 'vpc.cidr'],
  ['smallest VPC for two zones', created('10.0.0.0/27'), created('10.0.0.0/28'), 'vpc.cidr'],
  [
    'smallest VPC for five zones',
    created('10.0.0.0/25', azs(5)),
    created('10.0.0.0/26', azs(5)),
    'vpc.cidr',
  ],
  ['end of the shared space', created('100.127.0.0/16'), created('100.128.0.0/16'), 'vpc.cidr'],
  ['end of 172.16.0.0/12', created('172.31.0.0/16'), created('172.32.0.0/16'), 'vpc.cidr'],
  [
    'fewest subnets for a new endpoint',
    adopted({ subnetIds: ids('subnet', 2) }),
    adopted({ subnetIds: ids('subnet', 1) }),
    'vpc.subnetIds',
  ],
  [
    'most subnets',
    adopted({ subnetIds: ids('subnet', subnetCountMax) }),
    adopted({ subnetIds: ids('subnet', subnetCountMax + 1) }),
    'vpc.subnetIds',
  ],
  [
    'most groups of an endpoint',
    withEndpoint({ endpointSecurityGroupIds: ids('sg', endpointSecurityGroupCountMax) }),
    withEndpoint({ endpointSecurityGroupIds: ids('sg', endpointSecurityGroupCountMax + 1) }),
    'vpc.endpointSecurityGroupIds',
  ],
  [
    'one subnet beside an endpoint',
    withEndpoint({ subnetIds: ids('subnet', 1) }),
    withEndpoint({ subnetIds: [] }),
    'vpc.subnetIds',
  ],
];

const refused: [string, object, string[]][] = [
  ['a public block', created('8.8.0.0/16'), ['vpc.cidr']],
  ['a link-local block', created('169.254.0.0/16'), ['vpc.cidr']],
  ['host bits', created('10.0.0.1/16'), ['vpc.cidr']],
  ['leading zeros', created('010.0.0.0/16'), ['vpc.cidr']],
  ['an octet too large', created('10.0.256.0/24'), ['vpc.cidr']],
  ['IPv6', created('fd00::/48'), ['vpc.cidr']],
  ['zones of two Regions', created('10.0.0.0/16', ['us-east-1a', 'us-west-2a']), ['vpc.azs']],
  ['one zone twice', created('10.0.0.0/16', ['us-east-1a', 'us-east-1a']), ['vpc.azs']],
  [
    'a Region as a zone',
    created('10.0.0.0/16', ['us-east-1', 'us-east-1b']),
    ['vpc.azs.0', 'vpc.azs'],
  ],
  [
    'one subnet twice',
    adopted({ subnetIds: ['subnet-01234567', 'subnet-01234567'] }),
    ['vpc.subnetIds'],
  ],
  [
    'groups of no endpoint',
    adopted({ endpointSecurityGroupIds: ids('sg', 1) }),
    ['vpc.endpointId'],
  ],
  [
    "a DNS name that is no endpoint's",
    withEndpoint({ endpointDnsName: 'evil.example.com' }),
    ['vpc.endpointDnsName'],
  ],
  ['both ways at once', { vpc: { ...adoptedNetwork.vpc, cidr: '10.0.0.0/16' } }, ['vpc.cidr']],
  ['neither way', { vpc: {} }, ['vpc.cidr', 'vpc.azs']],
  ['no VPC', { vpc: null }, ['vpc']],
  ['a probe that is no choice', { probe: 'yes' }, ['probe']],
];

describe('a network spec', () => {
  it.each(limits)('has a limit: %s', (_, last, next, path) => {
    expect(paths(last)).toEqual([]);
    expect(paths(next)).toEqual([path]);
  });

  it.each(refused)('refuses %s', (_, change, expected) => {
    expect(paths(change)).toEqual(expected);
  });

  it.each(['ap-northeast-1a', 'us-gov-west-1b', 'cn-north-1a', 'ap-southeast-5c'])(
    'knows %s for a zone',
    (az) => {
      expect(paths(created('10.0.0.0/16', [az, `${az.slice(0, -1)}d`]))).toEqual([]);
    },
  );
});

function paths(change: object): string[] {
  const parsed = parseSpec({ ...minimalNetwork, ...change });
  return parsed.ok ? [] : parsed.faults.map(({ path }) => path);
}
