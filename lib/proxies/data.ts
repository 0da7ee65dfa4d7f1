import 'server-only';
import type { EndpointFacts } from '@/templates/proof/endpoint';
import { whereIs } from '@/templates/proof/where';
import type { ProxySpec } from '@/templates/proxy/spec';
import { readStackTemplate } from '../aws/fleet';
import { readVpcFacts } from '../aws/vpc-facts';
import { loadShownExtensions } from '../extensions/data';
import type { ExtensionsByKey } from '../extensions/shown';
import type { Known, Problem } from '../known';
import { knownEndpoint } from '../networks/endpoint-facts';
import { loadProbeStates } from '../probes/state-store';
import { loadLastProbeResults } from '../probes/store';
import type { ProbeResult, ProbeVerdict } from '../probes/types';
import { reportOf } from '../usage/data';
import { isMetered } from '../usage/metered';
import { recallOutlook } from '../usage/outlooks';
import type { PlanKnowledge } from '../usage/plan-usage';
import { leftShare } from '../usage/report';
import { readPlansOf, type Seen, see } from '../usage/seen';
import {
  type Fleet,
  networkOf,
  placesProblem,
  proxiesIn,
  readStandingFleet,
  type Standing,
} from './fleet';
import { lifetimeStanding } from './lifetime';
import { parsedTemplate } from './parsed-template';
import { type Proof, proofOf } from './proof';
import { placeOf } from './standing';
import type { ProxyDetail, ProxySummary } from './types';

/** Every proxy of the target, by name, as AWS last answered. */
export async function listProxies(): Promise<Known<ProxySummary[]>> {
  const known = await listProxiesAndPlans();
  return known.asOf === null ? known : { ...known, value: known.value.proxies };
}

/** As `listProxies`, with what their quotas were summarized from, for whoever would read it again. */
export async function listProxiesAndPlans(): Promise<
  Known<{ proxies: ProxySummary[]; plans: Kept['plans'] }>
> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const seen = await Promise.all(fleet.value.proxies.map(see));
  const kept = await loadKept(fleet.value, seen);
  const proxies = seen.map((each) => summarize(each, kept));
  return { ...fleet, value: { proxies, plans: kept.plans } };
}

/** One proxy. Null when AWS has answered and no stack, run or failed launch has that name. */
export async function getProxy(name: string): Promise<Known<ProxyDetail> | null> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const standing = fleet.value.proxies.find(({ facts }) => facts.name === name);
  if (!standing) return null;
  const seen = await see(standing);
  const kept = await loadKept(fleet.value, [seen]);
  const value = await detail(fleet.value, standing, summarize(seen, kept));
  return { ...fleet, value, problem: fleet.problem ?? standing.specProblem };
}

/** Who can call a proxy, by the template that CloudFormation holds for it. Null where its spec is not known. */
export async function getProof(proxy: ProxyDetail): Promise<Proof | null> {
  const { accountId, outputs, region, spec, template } = proxy;
  if (!spec) return null;
  const where = whereIs(region, accountId);
  return proofOf({
    spec,
    template: template === null ? null : parsedTemplate(template),
    endpoint: await getEndpointFacts(proxy, spec),
    where,
    restApiId: outputs.RestApiId ?? null,
  });
}

/**
 * What is known of the endpoint of a proxy, by the template that CloudFormation holds for its network. One that is not
 * of the network's stack is asked about at EC2.
 */
export async function getEndpointFacts(
  { accountId, region }: { accountId: string; region: string },
  spec: ProxySpec,
): Promise<EndpointFacts> {
  const where = whereIs(region, accountId);
  const home = { vpcId: spec.network.vpcId, endpointId: spec.network.endpointId };
  const fleet = (await readStandingFleet()).value;
  const network = fleet && networkOf(fleet, spec);
  const text = network?.stack ? await readStackTemplate(network.target, network.stack) : null;
  const facts = knownEndpoint(
    text?.value ? parsedTemplate(text.value) : null,
    { home, where },
    null,
  );
  if (facts.policy !== null || !fleet) return facts;
  const vpcs = await readVpcFacts(fleet.target, { patienceMs: 0 });
  const row = vpcs.value?.endpoints.find(({ endpointId }) => endpointId === home.endpointId);
  return { ...facts, policy: row?.policy ?? null };
}

/** What the database holds of these proxies, read once for all of them. */
type Kept = {
  probes: Map<string, ProbeResult>;
  states: Map<string, ProbeVerdict>;
  plans: ReadonlyMap<string, PlanKnowledge>;
  extensions: Map<string, ExtensionsByKey>;
};

async function loadKept({ target }: Fleet, seen: readonly Seen[]): Promise<Kept> {
  const [probes, states, plans, extensions] = await Promise.all([
    loadLastProbeResults(target.id),
    loadProbeStates(target.id),
    readPlansOf(seen),
    loadShownExtensions(),
  ]);
  return { probes, states, plans, extensions };
}

function summarize(seen: Seen, kept: Kept): ProxySummary {
  const { standing, live, limits } = seen;
  const { facts, spec, latest } = standing;
  return {
    ...facts,
    spec,
    limits,
    ...gauge(seen, kept),
    ...probed(facts.name, kept),
    live: live.state,
    lifetime: lifetimeStanding(spec?.lifetime, new Date()),
    activeRunId: latest?.isActive ? latest.runId : null,
  };
}

function probed(
  name: string,
  { probes, states }: Kept,
): Pick<ProxySummary, 'lastProbe' | 'probeState'> {
  const last = probes.get(name) ?? null;
  const lastCounted = last?.settlesAt === undefined ? last : null;
  return { lastProbe: last, probeState: states.get(name) ?? lastCounted?.verdict ?? null };
}

async function detail(
  fleet: Fleet,
  standing: Standing<ProxySpec>,
  summary: ProxySummary,
): Promise<ProxyDetail> {
  const { stack, spec, latest, target } = standing;
  const template = stack ? await readStackTemplate(target, stack) : null;
  const network = networkOf(fleet, spec);
  const neighbours = network ? proxiesIn(fleet, network.facts) : [];
  return {
    ...summary,
    ...placeOf(stack?.stackId ?? '', target.region),
    lastRunId: latest?.runId ?? null,
    template: template?.value ?? null,
    network: network && {
      name: network.facts.name,
      endpointDnsName: network.facts.outputs.EndpointDnsName ?? null,
      probeFunctionName: network.facts.outputs.ProbeFunctionName ?? null,
    },
    isLastInNetwork:
      network !== null &&
      placesProblem(fleet) === null &&
      neighbours.every(({ facts }) => facts.name === summary.name),
  };
}

/** The plan's state in its period; null without a plan and without a quota. Yesterday's answer says nothing of today. */
function gauge(
  { standing: { facts }, limits }: Seen,
  { plans, extensions }: Kept,
): Pick<ProxySummary, 'quota' | 'outlook'> {
  const { UsagePlanId } = facts.outputs;
  if (!UsagePlanId || !limits?.quota || !isMetered(facts)) return { quota: null, outlook: null };
  const usage = reportOf(plans.get(UsagePlanId), facts.outputs, limits, extensions.get(facts.name));
  if (usage.asOf === null) return { quota: usage, outlook: null };
  const { gauge, keys } = usage.value;
  if (!gauge) return { quota: { value: null, asOf: null, problem: notOfToday }, outlook: null };
  // What is hardly begun has no end in sight that is worth the reading.
  const isBegun = leftShare(gauge) <= 1 - begunShare && gauge.left > 0;
  const outlook = isBegun ? recallOutlook({ facts, keys }) : null;
  return { quota: { ...usage, value: gauge }, outlook };
}

/** From this share of its quota on the fleet says when a proxy will have none left. */
const begunShare = 0.25;

const notOfToday: Problem = { code: 'unavailable', detail: null };
