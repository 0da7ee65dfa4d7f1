import 'server-only';
import type { NetworkSpec } from '@/templates/network/spec';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { Spec } from '@/templates/spec';
import { readStackTemplate, recallStackTemplate, stateOf } from '../aws/fleet';
import type { Known, Problem } from '../known';
import { findShownProxy, readStandingFleet, type Standing } from '../proxies/fleet';
import { parsedTemplate } from '../proxies/parsed-template';
import { placeOf } from '../proxies/standing';
import { type Actual, type ActualOf, readActual, readNetworkActual, recallActual } from './actual';
import type { NetworkRow } from './network-facts';
import { type Comparison, compareNetwork, compareSides } from './report';
import type { Difference, LiveReport } from './types';

/** Whoever looks at one proxy is content with an answer of this age; beside it stands when it was had. */
const pageTtlMs = 120_000;
const pagePatience = { patienceMs: 1_500, firstPatienceMs: 8_000 };

/** What was read longer ago is no ground to call a proxy live. A round over 200 proxies takes 17 minutes. */
const believedMs = 45 * 60_000;

/** How what is saved, what was deployed and what is compare, for the proxy's own page. Null where there is no proxy. */
export async function getLiveReport(name: string): Promise<LiveReport | null> {
  const proxy = await findShownProxy(name);
  if (!proxy) return null;
  const [template, actual] = await Promise.all([
    proxy.stack ? readStackTemplate(proxy.target, proxy.stack) : null,
    readActual(proxy, pageTtlMs, pagePatience),
  ]);
  return proxyReport(proxy, template, actual);
}

/** The same for a network's page, of its endpoint and of who may reach it. */
export async function getNetworkLiveReport(name: string): Promise<LiveReport | null> {
  const fleet = await readStandingFleet();
  const network = fleet.value?.networks.find(({ facts }) => facts.name === name);
  if (!network) return null;
  const { stack, target } = network;
  const [template, actual] = await Promise.all([
    stack ? readStackTemplate(target, stack) : null,
    readNetworkActual(network, pageTtlMs, pagePatience),
  ]);
  return reportOf(network, template, actual, (kept) => {
    return networkComparisonOf(network, template?.value ?? null, kept)?.differences ?? null;
  });
}

/** As comparisonOf, of a network. */
export function networkComparisonOf(
  { facts, spec, stack, target }: Standing<NetworkSpec>,
  deployedText: string | null,
  actual: ActualOf<NetworkRow> | null,
): Comparison<NetworkSpec> | null {
  const deployed = deployedText === null ? null : parsedTemplate(deployedText);
  if (!spec || !stack || deployedText === null || !deployed) return null;
  const at = placeOf(stack.stackId, target.region);
  const { ids = {}, row = null } = actual ?? {};
  const { version } = facts;
  // What an earlier version remembered says less than is compared now.
  const known = row && 'tables' in row ? row : null;
  return compareNetwork({ spec, deployedText, deployed, version, ids, at, row: known });
}

/** The same from what is known already: a fleet is never a reason to ask AWS about each of its proxies. */
export async function recallLiveReport(proxy: Standing<ProxySpec>): Promise<LiveReport> {
  const [template, actual] = await Promise.all([
    proxy.stack ? recallStackTemplate(proxy.target, proxy.stack) : null,
    recallActual(proxy),
  ]);
  return proxyReport(proxy, template, actual);
}

function proxyReport(
  proxy: Standing<ProxySpec>,
  template: Known<string> | null,
  actual: Known<Actual> | null,
): LiveReport {
  return reportOf(proxy, template, actual, (kept) => {
    return comparisonOf(proxy, template?.value ?? null, kept)?.differences ?? null;
  });
}

/** `compare` is given what is, where that is known and of now; null where it cannot say anything. */
function reportOf<Row>(
  standing: Standing<Spec>,
  template: Known<string> | null,
  actual: Known<ActualOf<Row>> | null,
  compare: (kept: ActualOf<Row> | null) => Difference[] | null,
): LiveReport {
  const { phase } = standing.facts;
  const checkedAt = actual?.asOf ?? null;
  const problem = actual?.problem ?? template?.problem ?? standing.specProblem ?? null;
  const none = { differences: [], checkedAt, problem };
  if (phase === 'failed') return { ...none, state: 'failed' };
  if (phase !== 'ready') return { ...none, state: 'changing' };
  const { stack } = standing;
  const isOfNow = stack !== null && actual?.value?.state === stateOf(stack);
  const row = isOfNow ? (actual?.value ?? null) : null;
  const differences = compare(row);
  if (!differences) return { ...none, state: 'unknown' };
  const isKnown = row !== null && isBelieved(checkedAt, problem);
  const checked = { differences, checkedAt: row && checkedAt, problem };
  if (differences.some(({ kind }) => kind !== 'undeployed'))
    return { ...checked, state: 'drifted' };
  if (differences.length > 0) return { ...checked, state: 'undeployed' };
  return { ...checked, state: isKnown ? 'live' : 'unknown' };
}

/** A failed read keeps the last answer; but that all is well it can no longer say once it is old. */
function isBelieved(checkedAt: Date | null, problem: Problem | null): boolean {
  if (checkedAt === null) return false;
  return Date.now() - checkedAt.getTime() < (problem ? pageTtlMs * 2 : believedMs);
}

/** What is remembered stays the same object, so it is compared once and not for every viewer. */
const compared = new WeakMap<object, { text: string; spec: ProxySpec; comparison: Comparison }>();

/** Null where a side is missing without which nothing can be said. */
export function comparisonOf(
  { facts, spec, stack, target }: Standing<ProxySpec>,
  deployedText: string | null,
  actual: Actual | null,
): Comparison | null {
  const deployed = deployedText === null ? null : parsedTemplate(deployedText);
  if (!spec || !stack || deployedText === null || !deployed) return null;
  const known = compared.get(actual ?? spec);
  if (known?.text === deployedText && known.spec === spec) return known.comparison;
  const comparison = compareSides({
    spec,
    deployedText,
    deployed,
    version: facts.version,
    ids: actual?.ids ?? {},
    at: placeOf(stack.stackId, target.region),
    row: actual?.row ?? null,
  });
  compared.set(actual ?? spec, { text: deployedText, spec, comparison });
  return comparison;
}
