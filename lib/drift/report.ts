import { shortHash } from '@/templates/hash';
import type { NetworkSpec } from '@/templates/network/spec';
import { whereIs } from '@/templates/proof/where';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { AnyTemplate } from '@/templates/resolve';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { templatesVersion } from '@/templates/version';
import { renderYaml } from '@/templates/yaml';
import type { GatewayRow } from '../aws/gateway';
import { adoptActual } from './adopt';
import { adoptNetworkActual } from './adopt-network';
import { type Compared, compareFacts } from './compare';
import { actualFacts, type Place, templateFacts } from './facts';
import { type NetworkRow, networkActualFacts, networkTemplateFacts } from './network-facts';
import type { Difference } from './types';

/** All that is compared of one proxy. `row` is null where what is is not known; then it is taken to be as deployed. */
export type Sides = {
  spec: ProxySpec;
  deployedText: string;
  deployed: AnyTemplate;
  /** The generation of the deployed template, by the stack's tag. */
  version: string;
  ids: Record<string, string>;
  at: { region: string; accountId: string };
  row: GatewayRow | null;
};

export type Comparison<S = ProxySpec> = {
  differences: Difference[];
  /** What was changed outside, for whoever puts it back. */
  drifted: Compared[];
  /** The saved spec, saying what is where it can. */
  adopting: S;
};

/** Compares what the saved spec renders now, what was last deployed, and what is. Pure. */
export function compareSides(sides: Sides): Comparison {
  const { spec, deployed, ids, at, row } = sides;
  const place: Place = { ids, where: whereIs(at.region, at.accountId) };
  const factsOf = (one: ProxySpec) => templateFacts(templateOf(one), place);
  const last = templateFacts(deployed, place);
  const now = row ? actualFacts(row, deployed, place) : last;
  const compared = compareFacts(factsOf(spec), last, now);
  const drifted = compared.filter(({ kind }) => kind !== 'undeployed');
  const { spec: adopting, adopted } = adoptActual(spec, drifted, factsOf);
  return { differences: differencesOf(sides, compared, adopted), drifted, adopting };
}

type NetworkSides = Omit<Sides, 'spec' | 'row'> & { spec: NetworkSpec; row: NetworkRow | null };

/** The same of a network. */
export function compareNetwork(sides: NetworkSides): Comparison<NetworkSpec> {
  const { spec, deployed, ids, at, row } = sides;
  const place: Place = { ids, where: whereIs(at.region, at.accountId) };
  const factsOf = (one: NetworkSpec) => networkTemplateFacts(templateOf(one), place);
  const last = networkTemplateFacts(deployed, place);
  const now = row ? networkActualFacts(row, deployed, place) : last;
  const compared = compareFacts(factsOf(spec), last, now);
  const drifted = compared.filter(({ kind }) => kind !== 'undeployed');
  const { spec: adopting, adopted } = adoptNetworkActual(spec, drifted, factsOf);
  return { differences: differencesOf(sides, compared, adopted), drifted, adopting };
}

function differencesOf(
  sides: Parameters<typeof older>[0],
  compared: readonly Compared[],
  adopted: ReadonlySet<Compared>,
): Difference[] {
  const differences = compared.map((one): Difference => {
    const { actualValue: _, ...shown } = one;
    return { ...shown, isAdoptable: adopted.has(one) };
  });
  return [...differences, ...older(sides, compared)];
}

/** A template can differ in what is not compared one by one: tags, outputs, names. */
function older(
  { spec, deployedText, version }: Pick<Sides, 'deployedText' | 'version'> & { spec: Spec },
  compared: readonly Compared[],
): Difference[] {
  const rendered = renderYaml(stackFor(spec).template);
  if (rendered.trimEnd() === deployedText.trimEnd()) return [];
  const isOther = version !== templatesVersion;
  if (!isOther && compared.some(({ kind }) => kind !== 'drift')) return [];
  const [ours, deployed] = isOther
    ? [templatesVersion, version]
    : [shortHash(rendered.trimEnd()), shortHash(deployedText.trimEnd())];
  return [
    {
      where: 'Template',
      property: isOther ? 'Version' : 'Text',
      kind: 'undeployed',
      ours,
      deployed,
      actual: deployed,
      isRevertible: false,
      isAdoptable: false,
    },
  ];
}

/** A rendered template differs from a parsed one in its types only. */
function templateOf(spec: Spec): AnyTemplate {
  return stackFor(spec).template as AnyTemplate;
}
