import { expect, it } from 'vitest';
import type { ResourceChange } from '../aws/change-sets';
import { consequencesOf, weightOf } from './consequences';

function change(type: string, over: Partial<ResourceChange> = {}): ResourceChange {
  return {
    logicalId: 'One',
    physicalId: 'one',
    resourceType: `AWS::${type}`,
    action: 'Modify',
    replacement: 'False',
    properties: [],
    ...over,
  };
}

const property = (path: string, before: string, after: string) => [
  { path: `/Properties/${path}`, before, after, recreation: 'Never' as const },
];
const felt = (...changes: ResourceChange[]) =>
  consequencesOf(changes, 'network').map(({ kind }) => kind);

it.each(['True', 'Conditional'] as const)(
  'says first that every proxy is cut off where the endpoint is replaced (%s)',
  (replacement) => {
    const changes = [
      change('EC2::VPCEndpoint', { replacement, properties: property('VpcId', 'a', 'b') }),
      change('Lambda::Function', { properties: property('Timeout', '40', '50') }),
    ];
    const [first, ...rest] = consequencesOf(changes, 'network');
    expect(first && [first.kind, weightOf(first)]).toEqual(['endpointGoes', 'breaks']);
    expect(rest.map(({ kind }) => kind)).toEqual(['probeChanges']);
  },
);

it('tells private DNS that goes from private DNS that comes', () => {
  const dns = (after: string) =>
    change('EC2::VPCEndpoint', { properties: property('PrivateDnsEnabled', '', after) });
  expect(felt(dns('false'))).toEqual(['namesStop', 'endpointStays']);
  expect(felt(dns('true'))).toEqual(['namesCome', 'endpointStays']);
  const hostnames = property('EnableDnsHostnames', 'true', 'false');
  expect(felt(change('EC2::VPC', { properties: hostnames }))).toEqual([
    'namesStop',
    'endpointStays',
  ]);
});

it('tells a door that is shut from one that is opened', () => {
  const rule = (action: string) =>
    change('EC2::SecurityGroupIngress', { action, replacement: null });
  expect(felt(rule('Remove'))).toEqual(['doorShuts', 'endpointStays']);
  expect(felt(rule('Add'))).toEqual(['doorsChange', 'endpointStays']);
  const egress = property('SecurityGroupEgress', '[]', '[{}]');
  expect(felt(change('EC2::SecurityGroup', { properties: egress }))).toContain('doorsChange');
});

it('calls a change of tags and metadata words, and nothing more', () => {
  const scope = (path: string) => [
    { path, before: null, after: null, recreation: 'Never' as const },
  ];
  const words = change('EC2::SecurityGroup', { properties: scope('Metadata') });
  const tags = change('Lambda::Function', { properties: scope('Tags') });
  expect(felt(words, tags)).toEqual(['endpointStays', 'wordsOnly']);
  expect(felt()).toEqual([]);
});

it('says what becomes of the probe', () => {
  expect(felt(change('Lambda::Function', { action: 'Add' }))).toContain('probeComes');
  expect(felt(change('Lambda::Function', { action: 'Remove' }))).toContain('probeGoes');
  expect(felt(change('EC2::Subnet', { replacement: 'True' }))).toEqual(['networkMoves']);
});
