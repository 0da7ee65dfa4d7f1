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
type Form = keyof typeof forms;
const formNames = Object.keys(forms) as Form[];

const kinds: Record<SpecInput['kind'], fc.Arbitrary<SpecInput>> = {
  proxy: proxySpecInputs(),
  network: networkSpecInputs(),
  bootstrap: bootstrapSpecInputs(),
};

/**
 * The golden templates in both forms, and those of `count` random valid specs of each kind: one in YAML, the next in
 * JSON, for what is linted is the same template but for how it is read.
 */
export function lintedTemplates({ count, seed }: { count: number; seed: number }): Linted[] {
  const reviewed = goldens.flatMap(([path, spec]) =>
    formNames.map((form) =>
      inForm(form, `golden ${path.replace('golden/', '')}`, path.replaceAll('/', '-'), spec),
    ),
  );
  const random = Object.entries(kinds).flatMap(([kind, inputs]) =>
    fc.sample(inputs, { numRuns: count, seed }).map((spec, index) => {
      const form = formNames[index % formNames.length] ?? 'yaml';
      return inForm(form, `half of ${count} random specs of ${kind}`, `${kind}-${index}`, spec);
    }),
  );
  return [...reviewed, ...random];
}

function inForm(form: Form, check: string, name: string, spec: SpecInput): Linted {
  const parsed = parseSpec(spec);
  if (!parsed.ok) throw new Error(`Not a valid spec: ${JSON.stringify(parsed.faults)}`);
  const { template } = stackFor(parsed.spec);
  return {
    check: `${check}, ${form}`,
    fileName: `${name}.${form}`,
    body: forms[form](template),
    spec,
  };
}
