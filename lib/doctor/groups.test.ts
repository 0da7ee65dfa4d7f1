import { expect, it } from 'vitest';
import { healthyPath, probed, type WholePath } from '../testing/whole-path';
import { examine } from './examine';

const https = { protocol: 'tcp', fromPort: 443, toPort: 443 };

/** An adopted endpoint in a subnet of its own, and the function in two others. */
function adopted(ingress: string[], change: (facts: WholePath) => void = () => {}): WholePath {
  const facts = healthyPath();
  const subnet = (subnetId: string, cidr: string) => ({
    subnetId,
    vpcId: 'vpc-1',
    label: null,
    az: 'eu-west-1a',
    cidr,
  });
  facts.ec2.subnets.push(subnet('subnet-2', '10.0.2.0/24'), subnet('subnet-3', '10.0.3.0/24'));
  facts.place.isOwnEndpoint = false;
  facts.place.clientSubnetIds = ['subnet-2', 'subnet-3'];
  for (const group of facts.groups)
    if (group.groupId === 'sg-end') group.ingress = ingress.map((peer) => ({ ...https, peer }));
  change(facts);
  return facts;
}

const groupsOf = (facts: WholePath) => examine(facts).hops.find(({ name }) => name === 'groups');

it.each([
  ['the blocks of both subnets', ['10.0.2.0/24', '10.0.3.0/24'], 'holds', null, null],
  ['a block that holds both', ['10.0.2.0/23'], 'holds', null, null],
  ['the block of one of them', ['10.0.2.0/24'], 'unknown', 'probe', null],
  ['one address of one of them', ['10.0.2.17/32'], 'unknown', 'probe', null],
  ['a prefix list', ['pl-0123456789abcdef0'], 'unknown', 'probe', null],
  ['another subnet', ['10.0.0.0/24'], 'broken', null, 'ingressShut'],
  ['another group', ['sg-other'], 'broken', null, 'ingressShut'],
  ['nobody', [], 'broken', null, 'ingressShut'],
])('an endpoint that lets in %s', (_, ingress, state, need, fault) => {
  expect(groupsOf(adopted(ingress))).toMatchObject({ state, need, fault });
});

it('a probe that connects knows better, and one that does not asks to look deeper', () => {
  const list = ['pl-0123456789abcdef0'];
  expect(groupsOf({ ...adopted(list), probe: probed('ok') })?.state).toBe('holds');
  const late = probed('connect_timeout', { status: null });
  const found = groupsOf({ ...adopted(list), probe: late });
  expect(found).toMatchObject({ state: 'unknown', need: 'deeper' });
});

it('a client that is let out to the endpoint’s subnet by its block', () => {
  const out = (peer: string) => (facts: WholePath) => {
    for (const group of facts.groups)
      if (group.egress.length > 0) group.egress = [{ ...https, peer }];
  };
  expect(groupsOf(adopted(['10.0.0.0/16'], out('10.0.0.0/24')))?.state).toBe('holds');
  expect(groupsOf(adopted(['10.0.0.0/16'], out('10.0.9.0/24')))?.fault).toBe('egressShut');
});
