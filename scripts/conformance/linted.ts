import fc from 'fast-check';
import { parseSpec, type SpecInput } from '../../templates/spec';
import { stackFor } from '../../templates/stack';
import {
  bootstrapSpecInputs,
  networkSpecInputs,
  proxySpecInputs,
} from '../../templates/testing/arbitraries';
import { goldens } from '../../templates/testing/goldens';
import { renderJson, renderYaml } from '../../templates/yaml';

/** A template to lint: the spec it was rendered from, and the check that it belongs to. */
export type Linted = { check: string; fileName: string; body: string; spec: SpecInput };

const forms = { yaml: renderYaml, json: renderJson };

const kinds: Record<SpecInput['kind'], fc.Arbitrary<SpecInput>> = {
  proxy: proxySpecInputs(),
  network: networkSpecInputs(),
  bootstrap: bootstrapSpecInputs(),
};

/** The golden templates and those of `count` random valid specs of each kind, each in both forms. */
export function lintedTemplates({ count, seed }: { count: number; seed: number }): Linted[] {
  const reviewed = goldens.flatMap(([path, spec]) =>
    inBothForms(`golden ${path.replace('golden/', '')}`, path.replaceAll('/', '-'), spec),
  );
  const random = Object.entries(kinds).flatMap(([kind, inputs]) =>
    fc
      .sample(inputs, { numRuns: count, seed })
      .flatMap((spec, index) =>
        inBothForms(`${count} random specs of ${kind}`, `${kind}-${index}`, spec),
      ),
  );
  return [...reviewed, ...random];
}

function inBothForms(check: string, name: string, spec: SpecInput): Linted[] {
  const parsed = parseSpec(spec);
  if (!parsed.ok) throw new Error(`Not a valid spec: ${JSON.stringify(parsed.faults)}`);
  const { template } = stackFor(parsed.spec);
  return Object.entries(forms).map(([form, render]) => ({
    check: `${check}, ${form}`,
    fileName: `${name}.${form}`,
    body: render(template),
    spec,
  }));
}
