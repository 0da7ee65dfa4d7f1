import { type NetworkSpec, networkSpecSchema } from '@/templates/network/spec';
import { type EndpointFacts, unknownEndpoint } from '@/templates/proof/endpoint';
import { type Where, whereIs } from '@/templates/proof/where';
import { httpMethods } from '@/templates/proxy/http-methods';
import { pendingEndpointId, pendingVpcId } from '@/templates/proxy/pending';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import { type Stack, stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import type { Guardrails } from '../governance/guardrails';
import { judge, verdictOfFindings } from '../governance/judge';
import type { Verdict } from '../governance/types';
import { changedNetwork } from '../networks/change';
import { knownEndpoint } from '../networks/endpoint-facts';
import { type NetworkFormValues, networkCandidate, readNetworkForm } from '../networks/schema';
import { hostOf } from '../upstreams/host';
import type { RegisteredHost } from '../upstreams/types';
import { type Proof, proofOf } from './proof';
import { type ProxyField, type ProxyFormValues, readProxyForm } from './schema';

/** One stack as it would be sent to CloudFormation, byte for byte. */
export type PreviewStack = {
  kind: 'network' | 'proxy';
  stackName: string;
  yaml: string;
  capabilities: Stack['capabilities'];
};

/** Fields in the order of the form, each with keys of `create.invalid`. */
export type PreviewFaults = { field: string; message: string }[];

export type Preview = {
  stacks: PreviewStack[];
  faults: PreviewFaults;
  /** Fields that are faulty and shown with an example instead of what was typed. */
  examples: string[];
};

export type ProxyPreview = Preview & {
  spec: ProxySpec;
  proof: Proof;
  /** What the guardrails say of it; null where they were not handed in, or nothing that was typed can be judged. */
  verdict: Verdict | null;
  /** The upstream's host, and what the register knows of it; null while no public host was typed. */
  upstream: { host: string; entry: RegisteredHost | null } | null;
};

/** What a form is judged by: the rules in force, the register, and what stands where one edits it. */
export type PreviewGovernance = {
  guardrails: Guardrails;
  upstreams: readonly RegisteredHost[];
  saved: ProxySpec | null;
};

/** A network that a proxy can go into, with its ids and what is known of its endpoint. */
export type KnownNetwork = {
  name: string;
  vpcId: string;
  endpointId: string;
  endpoint: EndpointFacts;
};

/** What the account offers, as far as a preview needs it. */
export type PreviewPlace = {
  region: string;
  accountId: string;
  networks: readonly KnownNetwork[];
  vpcs: readonly { vpcId: string; endpoint: { policy: string | null } | null }[];
  /** Where callers are led to for what the gateway's own answers mean. */
  errorPages: string | null;
};

/**
 * What launching these values would send, with the very code that the run uses. Faulty fields are replaced by
 * examples, so that there is a template to read from the first letter on. Ids of a network that does not exist yet
 * are the pending ones. `kept` is what an edit leaves as it is.
 */
export function previewProxy(
  values: ProxyFormValues,
  place: PreviewPlace,
  kept: Partial<ProxySpec> = {},
  governance: PreviewGovernance | null = null,
): ProxyPreview {
  const { faults } = readProxyForm(values);
  const faulty = faults.map(({ field }) => field);
  const patched = { ...values, ...pick(proxyExamples, faulty) };
  const isMended = readProxyForm(patched).faults.every(({ field }) => field === 'idempotencyKey');
  const shown = isMended ? patched : { ...values, ...proxyExamples, ...noEndpoint };
  const { input } = readProxyForm(shown);
  const spec = proxySpecSchema.parse({
    ...input.proxy,
    network: idsFor(shown, place.networks),
    errorPages: place.errorPages,
    ...kept,
  });
  const stacks = [stackOf('proxy', spec)];
  const network =
    input.network.choice === 'existing' ? null : networkSpecSchema.parse(input.network.network);
  if (network) stacks.unshift(stackOf('network', network));
  const where = whereIs(place.region, place.accountId);
  const endpoint = endpointFor(spec, network, place, where);
  const proof = proofOf({ spec, template: null, endpoint, where });
  const host = faulty.includes('upstreamUrl') ? null : hostOf(spec.upstream.url);
  const entry = governance?.upstreams.find((it) => it.host === host) ?? null;
  const verdict =
    governance && isMended ? verdictOf(governance, { spec, entry, unjudged: faulty }) : null;
  const upstream = host === null ? null : { host, entry };
  return { stacks, faults, examples: faulty, spec, proof, verdict, upstream };
}

/** Of an example that stands for what cannot be read, nothing is said. */
function verdictOf(
  { guardrails, saved }: PreviewGovernance,
  { spec, entry, unjudged }: { spec: ProxySpec; entry: RegisteredHost | null; unjudged: string[] },
): Verdict {
  const change = { team: spec.team, spec, saved, upstream: entry, now: new Date() };
  const { findings } = judge(guardrails, change);
  return verdictOfFindings(findings.filter(({ field }) => !unjudged.includes(field)));
}

function endpointFor(
  { network: { endpointId, name, vpcId } }: ProxySpec,
  network: NetworkSpec | null,
  { networks, vpcs }: PreviewPlace,
  where: Where,
): EndpointFacts {
  if (!network) return networks.find((it) => it.name === name)?.endpoint ?? unknownEndpoint;
  const adopted = vpcs.find((it) => it.vpcId === vpcId)?.endpoint ?? null;
  const { template } = stackFor(network);
  return knownEndpoint(template, { home: { vpcId, endpointId }, where }, adopted?.policy ?? null);
}

/**
 * As previewProxy, for a network of its own, or what an edit makes of one that stands. @public The form reaches it
 * through a lazily imported module.
 */
export function previewNetwork(
  values: NetworkFormValues,
  edited: NetworkSpec | null = null,
): Preview {
  const { faults } = readNetworkForm(values);
  const faulty = faults.map(({ field }) => field);
  const patched = { ...values, ...pick(networkExamples, faulty) };
  const isMended = readNetworkForm(patched).faults.every(({ field }) => field === 'idempotencyKey');
  const shown = isMended ? patched : { ...values, ...networkExamples, ...noEndpoint };
  const choice = shown.networkChoice === 'adopt' ? 'adopt' : 'create';
  const wanted = networkCandidate({ ...shown, name: '' }, choice);
  const spec = networkSpecSchema.parse(edited ? changedNetwork(edited, wanted) : wanted);
  return { stacks: [stackOf('network', spec)], faults, examples: faulty };
}

const noEndpoint = { endpointId: '', endpointDnsName: '', endpointSecurityGroupIds: [] };

const networkExamples = {
  networkName: 'main',
  team: 'platform',
  owner: 'you@example.com',
  environment: 'dev',
  description: '',
  cidr: '10.0.0.0/16',
  azs: ['ap-northeast-1a', 'ap-northeast-1c'],
  vpcId: pendingVpcId,
  subnetIds: ['subnet-00000000000000000', 'subnet-00000000000000001'],
} satisfies Partial<NetworkFormValues>;

const proxyExamples = {
  ...networkExamples,
  networkName: '',
  upstreamUrl: 'https://api.example.com',
  preset: 'plain',
  methods: [...httpMethods],
  apiKeyHeader: '',
  timeoutSeconds: '',
  access: 'vpc',
  networkChoice: 'create',
  existingNetwork: 'main',
  quotaLimit: '20',
  quotaPeriod: 'DAY',
  rate: '5',
  burst: '5',
  name: 'my-proxy',
  team: 'my-team',
  reviewOn: '',
  endsOn: '',
} satisfies Partial<Record<ProxyField, string | string[]>>;

const pendingNetwork = { name: 'main', vpcId: pendingVpcId, endpointId: pendingEndpointId };

function idsFor(values: ProxyFormValues, networks: readonly KnownNetwork[]): ProxySpec['network'] {
  if (values.networkChoice === 'existing') {
    const known = networks.find(({ name }) => name === values.existingNetwork);
    const { name, vpcId, endpointId } = known ?? pendingNetwork;
    return { name, vpcId, endpointId };
  }
  const name = values.networkName.trim() || values.name;
  if (values.networkChoice !== 'adopt') {
    return { name, vpcId: pendingVpcId, endpointId: pendingEndpointId };
  }
  return {
    name,
    vpcId: values.vpcId || pendingVpcId,
    endpointId: values.endpointId || pendingEndpointId,
  };
}

function stackOf(kind: 'network' | 'proxy', spec: Parameters<typeof stackFor>[0]): PreviewStack {
  const { stackName, template, capabilities } = stackFor(spec);
  return { kind, stackName, yaml: renderYaml(template), capabilities };
}

function pick<T extends object>(from: T, keys: readonly string[]): Partial<T> {
  return Object.fromEntries(
    Object.entries(from).filter(([key]) => keys.includes(key)),
  ) as Partial<T>;
}
