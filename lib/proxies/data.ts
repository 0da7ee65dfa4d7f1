import 'server-only';
import type { EndpointFacts } from '@/templates/proof/endpoint';
import { whereIs } from '@/templates/proof/where';
import type { ProxySpec } from '@/templates/proxy/spec';
import { readStackTemplate } from '../aws/fleet';
import { mainTarget } from '../aws/targets';
import { readVpcFacts } from '../aws/vpc-facts';
import { recallLiveReport } from '../drift/data';
import type { Known, Problem } from '../known';
import { knownEndpoint } from '../networks/endpoint-facts';
import { loadLastProbeResults } from '../probes/store';
import type { ProbeResult } from '../probes/types';
import { reportOf } from '../usage/data';
import { isMetered } from '../usage/metered';
import { type PlanKnowledge, readPlans } from '../usage/plan-usage';
import { subjectOf } from '../usage/subjects';
import type { QuotaGauge } from '../usage/types';
import {
  type Fleet,
  networkOf,
  placesProblem,
  proxiesIn,
  readStandingFleet,
  type Standing,
} from './fleet';
import { parsedTemplate } from './parsed-template';
import { type Proof, proofOf } from './proof';
import { placeOf } from './standing';
import type { ProxyDetail, ProxySummary } from './types';

/** Every proxy of the target, by name, as AWS last answered. */
export async function listProxies(): Promise<Known<ProxySummary[]>> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const probes = await loadLastProbeResults(fleet.value.target.id);
  const plans = await plansOf(fleet.value.proxies);
  const value = await Promise.all(
    fleet.value.proxies.map((standing) => summarize(standing, probes, plans)),
  );
  return { ...fleet, value };
}

/** One proxy. Null when AWS has answered and no stack, run or failed launch has that name. */
export async function getProxy(name: string): Promise<Known<ProxyDetail> | null> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const standing = fleet.value.proxies.find(({ facts }) => facts.name === name);
  if (!standing) return null;
  const probes = await loadLastProbeResults(fleet.value.target.id);
  const summary = await summarize(standing, probes, await plansOf([standing]));
  const value = await detail(fleet.value, standing, summary);
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

async function summarize(
  standing: Standing<ProxySpec>,
  probes: Map<string, ProbeResult>,
  plans: ReadonlyMap<string, PlanKnowledge>,
): Promise<ProxySummary> {
  const { facts, spec, latest } = standing;
  return {
    ...facts,
    spec,
    quota: gauge(standing, plans),
    lastProbe: probes.get(facts.name) ?? null,
    live: (await recallLiveReport(standing)).state,
    activeRunId: latest?.isActive ? latest.runId : null,
  };
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

/** What is known of the plans of these proxies, for all of them at once. */
function plansOf(standings: readonly Standing<ProxySpec>[]): Promise<Map<string, PlanKnowledge>> {
  const subjects = standings.flatMap(({ facts, spec }) => subjectOf(facts, spec) ?? []);
  return readPlans(mainTarget(), subjects);
}

/** The plan's state in its period; null without a plan and without a quota. Yesterday's answer says nothing of today. */
function gauge(
  { facts, spec }: Standing<ProxySpec>,
  plans: ReadonlyMap<string, PlanKnowledge>,
): Known<QuotaGauge> | null {
  const { UsagePlanId } = facts.outputs;
  if (!UsagePlanId || !spec?.limits.quota || !isMetered(facts)) return null;
  const usage = reportOf(plans.get(UsagePlanId), facts.outputs, spec.limits);
  if (usage.asOf === null) return usage;
  const { gauge } = usage.value;
  return gauge ? { ...usage, value: gauge } : { value: null, asOf: null, problem: notOfToday };
}

const notOfToday: Problem = { code: 'unavailable', detail: null };
