import 'server-only';
import { specOfMetadata } from '@/templates/metadata';
import type { NetworkSpec } from '@/templates/network/spec';
import type { ProxySpec } from '@/templates/proxy/spec';
import { parseSpec, type Spec } from '@/templates/spec';
import { fleetKey, readFleet, readStackMetadata, recallFleet } from '../aws/fleet';
import { forget } from '../aws/remember';
import type { StackRow } from '../aws/stacks';
import { mainTarget, type Target } from '../aws/targets';
import { AppError } from '../errors';
import type { Known, Problem } from '../known';
import { type LatestStep, loadLatestSteps } from '../runs/latest';
import { factsOfAbsent, factsOfStack } from './standing';
import type { StackFacts } from './types';

/** One proxy or network as it stands, or as it was asked for. */
export type Standing<S extends Spec> = {
  target: Target;
  facts: StackFacts;
  spec: S | null;
  /** Why the spec could not be read; null where it was, or where the stack has none. */
  specProblem: Problem | null;
  /** Null while there is no stack. */
  stack: StackRow | null;
  latest: LatestStep | null;
};

export type Fleet = {
  target: Target;
  proxies: Standing<ProxySpec>[];
  networks: Standing<NetworkSpec>[];
};

/** Specs are read once per stack state; a fleet seen for the first time does not wait for all of them. */
const specPatienceMs = 1_500;

/**
 * All proxies and networks of the target, by name: AWS's stacks, joined by what runs are about to make or failed to.
 * `isFresh` looks anew, for decisions; `isRecalled` takes what is known by now, for work that nobody waits for.
 */
export async function readStandingFleet({
  isFresh = false,
  isRecalled = false,
}: {
  isFresh?: boolean;
  isRecalled?: boolean;
} = {}): Promise<Known<Fleet>> {
  const target = mainTarget();
  if (isFresh) forget(target, fleetKey);
  // A decision waits for as long as AWS may take; a viewer would rather see what was.
  const patience = isFresh ? { patienceMs: Number.POSITIVE_INFINITY } : {};
  const stacks = isRecalled ? await recallFleet(target) : await readFleet(target, patience);
  if (stacks.asOf === null) return stacks;
  const [proxies, networks] = await Promise.all([
    standings(target, stacks.value, 'proxy'),
    standings(target, stacks.value, 'network'),
  ]);
  const value = { target, proxies, networks } as Fleet;
  return { value, asOf: stacks.asOf, problem: stacks.problem };
}

/** The fleet as it is now, for decisions. Throws the problem where AWS cannot be asked. */
export async function requireFleet(): Promise<Fleet> {
  const fleet = await readStandingFleet({ isFresh: true });
  if (fleet.value && !fleet.problem) return fleet.value;
  const { code, detail } = fleet.problem ?? { code: 'unavailable', detail: null };
  throw new AppError(code, 'the fleet cannot be read', detail === null ? {} : { detail });
}

/** One proxy for a decision; null when there is none of that name. */
export async function findProxyStack(name: string): Promise<Standing<ProxySpec> | null> {
  return (await requireFleet()).proxies.find(({ facts }) => facts.name === name) ?? null;
}

/** One proxy for a page, as it was last known: nobody who looks asks AWS anew, or falls over where AWS says nothing. */
export async function findShownProxy(name: string): Promise<Standing<ProxySpec> | null> {
  const fleet = await readStandingFleet();
  return fleet.value?.proxies.find(({ facts }) => facts.name === name) ?? null;
}

/** The network that a proxy stands in, where it is one of ours. */
export function networkOf(fleet: Fleet, spec: ProxySpec | null): Standing<NetworkSpec> | null {
  if (!spec) return null;
  const { name, vpcId } = spec.network;
  return (
    fleet.networks.find(({ facts }) => facts.name === name) ??
    fleet.networks.find(({ facts }) => facts.outputs.VpcId === vpcId) ??
    null
  );
}

/** Why it is not known of every proxy where it stands; null when it is. */
export function placesProblem(fleet: Fleet): Problem | null {
  return fleet.proxies.find(({ specProblem }) => specProblem)?.specProblem ?? null;
}

/** Whether it stands, or is about to. One whose launch failed before its stack was made does neither. */
export function isStanding({ stack, latest }: Standing<Spec>): boolean {
  return stack !== null || latest?.isActive === true;
}

/** The proxies that stand, or are about to stand, in a network. */
export function proxiesIn(fleet: Fleet, network: StackFacts): Standing<ProxySpec>[] {
  return fleet.proxies.filter(
    (proxy) =>
      isStanding(proxy) &&
      (proxy.spec?.network.name === network.name ||
        (proxy.spec !== null && proxy.spec.network.vpcId === network.outputs.VpcId)),
  );
}

async function standings(
  target: Target,
  stacks: readonly StackRow[],
  kind: 'proxy' | 'network',
): Promise<Standing<Spec>[]> {
  const latest = await loadLatestSteps(target.id, kind);
  const ofKind = stacks.filter(({ tags }) => tags['sluice:kind'] === kind);
  const standing = await Promise.all(
    ofKind.map(async (stack): Promise<Standing<Spec>[]> => {
      const step = latest.get(stack.tags['sluice:name'] ?? '') ?? null;
      const { spec, specProblem } = await specOf(target, stack, kind);
      const facts = factsOfStack(stack, spec, step);
      return facts ? [{ target, facts, spec, specProblem, stack, latest: step }] : [];
    }),
  );
  const names = new Set(ofKind.map(({ tags }) => tags['sluice:name']));
  const absent = [...latest].flatMap(([name, step]): Standing<Spec>[] => {
    if (names.has(name)) return [];
    const parsed = parseSpec(step.spec);
    const spec = parsed.ok ? parsed.spec : null;
    const facts = factsOfAbsent(name, spec, step);
    return facts ? [{ target, facts, spec, specProblem: null, stack: null, latest: step }] : [];
  });
  return [...standing.flat(), ...absent].sort((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
}

async function specOf(
  target: Target,
  stack: StackRow,
  kind: Spec['kind'],
): Promise<Pick<Standing<Spec>, 'spec' | 'specProblem'>> {
  const metadata = await readStackMetadata(target, stack, specPatienceMs);
  if (metadata.asOf === null) return { spec: null, specProblem: metadata.problem };
  const spec = parsedSpec(metadata.value);
  return { spec: spec?.kind === kind ? spec : null, specProblem: null };
}

/** What is remembered stays the same object, so it is parsed once and not for every viewer. */
const parsedSpecs = new WeakMap<object, Spec | null>();

function parsedSpec(metadata: unknown): Spec | null {
  if (typeof metadata !== 'object' || metadata === null) return null;
  const known = parsedSpecs.get(metadata);
  if (known !== undefined) return known;
  const spec = specOfMetadata(metadata);
  parsedSpecs.set(metadata, spec);
  return spec;
}
