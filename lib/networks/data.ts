import 'server-only';
import type { NetworkSpec } from '@/templates/network/spec';
import { readStackTemplate } from '../aws/fleet';
import { readVpcFacts } from '../aws/vpc-facts';
import type { Known } from '../known';
import {
  type Fleet,
  placesProblem,
  proxiesIn,
  readStandingFleet,
  type Standing,
} from '../proxies/fleet';
import { placeOf } from '../proxies/standing';
import { getAccount } from '../targets/data';
import { networkChoices } from './choices';
import type { NetworkChoices, NetworkDetail, NetworkSummary } from './types';

/** Every network of the target, by name, as AWS last answered. */
export async function listNetworks(): Promise<Known<NetworkSummary[]>> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const value = fleet.value.networks.map((standing) => summarize(fleet.value, standing));
  return { ...fleet, value, problem: fleet.problem ?? placesProblem(fleet.value) };
}

/** One network. Null when AWS has answered and no stack, run or failed launch has that name. */
export async function getNetwork(name: string): Promise<Known<NetworkDetail> | null> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const standing = fleet.value.networks.find(({ facts }) => facts.name === name);
  if (!standing) return null;
  const { stack, target, latest } = standing;
  const template = stack ? await readStackTemplate(target, stack) : null;
  const value = {
    ...summarize(fleet.value, standing),
    ...placeOf(stack?.stackId ?? '', target.region),
    lastRunId: latest?.runId ?? null,
    template: template?.value ?? null,
  };
  return { ...fleet, value, problem: fleet.problem ?? placesProblem(fleet.value) };
}

/** What a create form may choose from: networks, VPCs to adopt, and the zones that offer the service. */
export async function getNetworkChoices(): Promise<Known<NetworkChoices>> {
  const [fleet, account] = await Promise.all([readStandingFleet(), getAccount()]);
  if (fleet.asOf === null) return fleet;
  const vpcs = await readVpcFacts(fleet.value.target);
  if (vpcs.asOf === null) return vpcs;
  const { region } = fleet.value.target;
  const place = { accountId: account.value?.accountId ?? '', region, vpcsAsOf: vpcs.asOf };
  const value = networkChoices(place, fleet.value.networks, vpcs.value);
  const asOf = new Date(Math.min(fleet.asOf.getTime(), vpcs.asOf.getTime()));
  return { value, asOf, problem: fleet.problem ?? vpcs.problem };
}

function summarize(fleet: Fleet, standing: Standing<NetworkSpec>): NetworkSummary {
  const { facts, spec, latest } = standing;
  return {
    ...facts,
    spec,
    proxies: proxiesIn(fleet, facts).map((proxy) => proxy.facts.name),
    activeRunId: latest?.isActive ? latest.runId : null,
  };
}
