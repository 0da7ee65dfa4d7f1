import type { NetworkSpec } from '@/templates/network/spec';
import { httpMethods } from '@/templates/proxy/http-methods';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { NetworkChoices } from '../networks/types';
import { chosenVpc } from '../networks/vpc-verdict';
import { proposedReview } from './lifetime';
import { type ProxyFormValues, proxyManyFields } from './schema';

type Params = Record<string, string | string[] | undefined>;

/** Form fields by name, as a link carries them. */
export type FormParams = Record<string, string | string[]>;

/** What an empty create form starts from, before a link's parameters are laid over it. */
export function initialProxyForm({
  choices,
  owner,
  team,
  idempotencyKey,
  params,
  now = null,
}: {
  choices: NetworkChoices | null;
  owner: string;
  team: string;
  idempotencyKey: string;
  params: Params;
  /** From when on a review is proposed; null proposes none. */
  now?: Date | null;
}): { values: ProxyFormValues; isPrefilled: boolean } {
  const networks = choices?.networks ?? [];
  const own = networks.find((network) => network.team === team) ?? networks[0];
  const values: ProxyFormValues = {
    upstreamUrl: '',
    preset: 'plain',
    methods: [...httpMethods],
    apiKeyHeader: '',
    timeoutSeconds: '',
    access: 'vpc',
    networkChoice: own ? 'existing' : 'create',
    existingNetwork: own?.name ?? '',
    networkName: '',
    cidr: '10.0.0.0/16',
    azs: (choices?.offeredAzs ?? []).slice(0, 2),
    probe: 'on',
    vpcId: '',
    endpointId: '',
    endpointDnsName: '',
    endpointSecurityGroupIds: [],
    subnetIds: [],
    quotaLimit: '1000',
    quotaPeriod: 'DAY',
    rate: '5',
    burst: '5',
    name: '',
    team,
    owner,
    environment: 'dev',
    description: '',
    reviewOn: now ? proposedReview(now) : '',
    endsOn: '',
    requestReason: '',
    idempotencyKey,
  };
  const { values: filled, isPrefilled } = overlaid(values, params);
  return { values: withVpcOfLink(filled, params, choices), isPrefilled };
}

/** A network's form is the same values, of which it asks fewer. */
export function initialNetworkForm(
  given: Parameters<typeof initialProxyForm>[0],
): ReturnType<typeof initialProxyForm> {
  const { values } = initialProxyForm({ ...given, params: {} });
  const own = { ...values, networkChoice: 'create', existingNetwork: '' };
  const { values: filled, isPrefilled } = overlaid(own, given.params);
  return { values: withVpcOfLink(filled, given.params, given.choices), isPrefilled };
}

/** A link may name a VPC and leave the rest to what is there now: its subnets and its endpoint, as if it were chosen. */
function withVpcOfLink(
  values: ProxyFormValues,
  params: Params,
  choices: NetworkChoices | null,
): ProxyFormValues {
  const vpc = choices?.vpcs.find(({ vpcId }) => vpcId === values.vpcId);
  if (!vpc || params.vpcId === undefined || params.subnetIds !== undefined) return values;
  return { ...values, ...chosenVpc(vpc) };
}

/** Parameters of a link that name a field; the idempotency key is never taken from one. */
function overlaid(values: ProxyFormValues, params: Params) {
  const patch: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || name === 'idempotencyKey' || !(name in values)) continue;
    // A link has no empty values, and the box is ticked unless it says otherwise.
    const isMany = (proxyManyFields as readonly string[]).includes(name);
    if (name === 'probe') patch[name] = value === 'off' ? '' : 'on';
    else if (isMany) patch[name] = [value].flat().flatMap((text) => text.split(','));
    else patch[name] = [value].flat().at(-1) ?? '';
  }
  return { values: { ...values, ...patch }, isPrefilled: Object.keys(patch).length > 0 };
}

/** The parameters of a link that opens the form with what a proxy was launched with, in its network. */
export function formParams(spec: ProxySpec): Record<string, string> {
  const { upstream, limits } = spec;
  return {
    upstreamUrl: upstream.url,
    preset: upstream.mode === 'stream' ? 'llm' : 'plain',
    ...(upstream.methods ? { methods: upstream.methods.join(',') } : {}),
    ...(upstream.apiKeyHeader ? { apiKeyHeader: upstream.apiKeyHeader } : {}),
    timeoutSeconds: String(upstream.timeoutMs / 1000),
    access: spec.access,
    quotaPeriod: limits.quota?.period ?? 'NONE',
    ...(limits.quota ? { quotaLimit: String(limits.quota.limit) } : {}),
    rate: String(limits.rate),
    burst: String(limits.burst),
    name: spec.name,
    team: spec.team,
    owner: spec.owner,
    environment: spec.environment,
    description: spec.description,
    ...(spec.lifetime.reviewOn ? { reviewOn: spec.lifetime.reviewOn } : {}),
    ...(spec.lifetime.endsOn ? { endsOn: spec.lifetime.endsOn } : {}),
  };
}

/** The parameters of a link that opens a form with a network as it was asked for. */
export function networkParams({ name, vpc, probe, ...spec }: NetworkSpec): FormParams {
  const { team, owner, environment, description } = spec;
  const own = {
    networkName: name,
    probe: probe ? 'on' : 'off',
    team,
    owner,
    environment,
    description,
  };
  if (!('id' in vpc)) return { networkChoice: 'create', cidr: vpc.cidr, azs: vpc.azs, ...own };
  return {
    networkChoice: 'adopt',
    vpcId: vpc.id,
    subnetIds: vpc.subnetIds,
    endpointId: vpc.endpointId ?? '',
    endpointDnsName: vpc.endpointDnsName ?? '',
    endpointSecurityGroupIds: vpc.endpointSecurityGroupIds,
    ...own,
  };
}

/** What the form of an edit starts from: the saved spec; where it stands and its name are not asked. */
export function editProxyForm(
  spec: ProxySpec,
  idempotencyKey: string,
  params: Params = {},
): ReturnType<typeof initialProxyForm> {
  const given = { choices: null, owner: spec.owner, team: spec.team, idempotencyKey };
  const saved = initialProxyForm({ ...given, params: formParams(spec) }).values;
  const { values, isPrefilled } = overlaid(saved, params);
  const standing = { networkChoice: 'existing', existingNetwork: spec.network.name };
  return { values: { ...values, ...standing, name: spec.name, team: spec.team }, isPrefilled };
}

/** As editProxyForm, of a network. */
export function editNetworkForm(
  spec: NetworkSpec,
  idempotencyKey: string,
  params: Params = {},
): ReturnType<typeof initialProxyForm> {
  const given = { choices: null, owner: spec.owner, team: spec.team, idempotencyKey };
  const standing = networkParams(spec);
  const saved = initialNetworkForm({ ...given, params: standing }).values;
  const { values, isPrefilled } = overlaid(saved, params);
  const { networkChoice, networkName, team } = saved;
  return { values: { ...values, networkChoice, networkName, team }, isPrefilled };
}
