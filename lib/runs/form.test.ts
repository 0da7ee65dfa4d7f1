import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkSpecSchema } from '@/templates/network/spec';
import { pendingEndpointId, pendingVpcId } from '@/templates/proxy/pending';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { networkSpecInputs, proxySpecInputs } from '@/templates/testing/arbitraries';
import type { NetworkChoices, VpcChoice } from '../networks/types';
import { editProxyForm, initialNetworkForm, initialProxyForm } from '../proxies/form-initial';
import { readProxyForm } from '../proxies/schema';
import { type SearchParams, withQuery } from '../query';
import { routes } from '../routes';
import { formOfRun } from './form';
import { paramsOfForm } from './form-link';
import type { Run, StepState } from './types';

const given = { owner: 'me@example.com', team: 'mine', idempotencyKey: 'key-0123456789' };

/** What a page is handed when the link is followed. */
function followed(params: Record<string, string | string[]>): SearchParams {
  const { searchParams } = new URL(withQuery(routes.newProxy, params), 'http://x');
  const all = [...new Set(searchParams.keys())].map((name) => {
    const values = searchParams.getAll(name);
    return [name, values.length === 1 ? values[0] : values];
  });
  return Object.fromEntries(all);
}

const launched = fc.tuple(proxySpecInputs(), networkSpecInputs()).map(([proxy, own]) => {
  const network = networkSpecSchema.parse(own);
  const { name } = network;
  const place = { name, vpcId: pendingVpcId, endpointId: pendingEndpointId };
  // The form does not ask for these.
  const { stage: _s, accessLog: _l, tags: _t, ...asked } = proxySpecSchema.parse(proxy);
  const { team, owner, environment } = asked;
  // The form takes off what stands around it.
  const description = asked.description.trim();
  const of = { ...network, tags: {}, team, owner, environment, description };
  return { proxy: proxySpecSchema.parse({ ...asked, description, network: place }), network: of };
});

const steps = ({ proxy, network }: { proxy: unknown; network: { name: string } }) => [
  {
    index: 0,
    subject: { kind: 'network' as const, name: network.name },
    action: 'create' as const,
    spec: network,
  },
  {
    index: 1,
    subject: { kind: 'proxy' as const, name: 'a' },
    action: 'create' as const,
    spec: proxy,
  },
];
const ended = (...states: StepState[]) => ({ steps: states.map((state) => ({ state })) }) as Run;
const create = { kind: 'create' as const, subject: { kind: 'proxy' as const, name: 'a' } };

function formOf(one: Parameters<typeof steps>[0]) {
  const form = formOfRun(create, steps(one));
  if (!form) throw new Error('the run has a form');
  return form;
}

describe('the form of a failed launch', () => {
  it('asks for exactly what was asked for', () => {
    fc.assert(
      fc.property(launched, (one) => {
        const params = followed(paramsOfForm(formOf(one), ended('failed', 'skipped'), null));
        const { values, isPrefilled } = initialProxyForm({ ...given, choices: null, params });
        const { input, faults } = readProxyForm(values);
        expect(isPrefilled).toBe(true);
        expect(faults).toEqual([]);
        // A launch makes the keys that every proxy begins with; the form has none of them.
        const { network: _n, keys: _k, ...said } = one.proxy;
        const { stage: _s, accessLog: _l, errorPages: _e, tags: _t, ...asked } = said;
        expect(input.proxy).toEqual(asked);
        if (input.network.choice === 'existing') throw new Error('the network is to be made');
        expect(networkSpecSchema.parse(input.network.network)).toEqual(one.network);
      }),
    );
  });

  it('goes on in the network that was made', () => {
    fc.assert(
      fc.property(launched, (one) => {
        const params = followed(paramsOfForm(formOf(one), ended('succeeded', 'failed'), null));
        const { values } = initialProxyForm({ ...given, choices: null, params });
        expect(readProxyForm(values).input.network).toEqual({
          choice: 'existing',
          name: one.network.name,
        });
      }),
    );
  });

  it('finds out anew what is in a VPC that has to be looked at again', () => {
    const vpc = {
      id: 'vpc-0123456789abcdef0',
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    };
    const [example] = fc.sample(launched, 1);
    if (!example) throw new Error('no sample');
    const network = networkSpecSchema.parse({ ...example.network, vpc });
    const form = formOf({ ...example, network });
    const run = ended('failed', 'skipped');
    const kept = followed(paramsOfForm(form, run, 'networkName'));
    expect(kept).toMatchObject({ subnetIds: vpc.subnetIds, field: 'networkName' });
    const params = followed(paramsOfForm(form, run, 'vpcId'));
    const choices = { networks: [], offeredAzs: [], vpcs: [choiceOf(vpc.id)] };
    for (const initial of [initialProxyForm, initialNetworkForm]) {
      const { values } = initial({
        ...given,
        choices: choices as unknown as NetworkChoices,
        params,
      });
      expect(values).toMatchObject({
        networkChoice: 'adopt',
        vpcId: vpc.id,
        subnetIds: ['subnet-new'],
        endpointId: 'vpce-new',
        networkName: network.name,
      });
    }
  });
});

it('a failed change opens the edit form with what was asked for, and the name and team that stand', () => {
  const [example] = fc.sample(launched, 1);
  if (!example) throw new Error('no sample');
  const saved = { ...example.proxy, name: 'stands', team: 'theirs' };
  const wanted = { ...saved, limits: { quota: null, rate: 3, burst: 4 } };
  const update = { kind: 'update' as const, subject: { kind: 'proxy' as const, name: 'stands' } };
  const form = formOfRun(update, [
    { index: 0, subject: update.subject, action: 'update', spec: wanted },
  ]);
  if (!form) throw new Error('the run has a form');
  expect([form.page, form.name]).toEqual(['edit_proxy', 'stands']);
  const params = followed({
    ...paramsOfForm(form, ended('failed'), null),
    team: 'other',
    name: 'x',
  });
  const { values } = editProxyForm(saved, 'key-0123456789', params);
  expect(values).toMatchObject({
    quotaPeriod: 'NONE',
    rate: '3',
    burst: '4',
    name: 'stands',
    team: 'theirs',
  });
});

it('a deletion has no form', () => {
  expect(formOfRun({ ...create, kind: 'delete' }, [])).toBeNull();
});

function choiceOf(vpcId: string): VpcChoice {
  return {
    vpcId,
    label: null,
    cidr: '10.0.0.0/16',
    dnsSupport: true,
    dnsHostnames: true,
    subnets: [
      { subnetId: 'subnet-new', label: null, az: 'a', cidr: '', isOffered: true, isPrivate: true },
    ],
    endpoint: {
      endpointId: 'vpce-new',
      privateDns: true,
      dnsName: 'vpce-new.execute-api',
      state: 'available',
      securityGroupIds: [],
      policy: null,
    },
    networkName: null,
  };
}
