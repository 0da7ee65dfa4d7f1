import { parseSpec, type Spec } from '@/templates/spec';
import { askedOf } from '../adoptions/asked';
import { formParams, networkParams } from '../proxies/form-initial';
import type { RunForm } from './form-link';
import type { RunKind, RunSubject, StepAction, StepOptions } from './types';

type SubmittedStep = {
  index: number;
  subject: RunSubject;
  action: StepAction;
  spec: unknown;
  options?: StepOptions | null;
};

/** What can be asked for once more in the same words; what recovers a stack depends on how that stands by then. */
export function isRepeatable({ kind, subject }: { kind: RunKind; subject: RunSubject }): boolean {
  return subject.kind !== 'bootstrap' && ['create', 'update', 'delete', 'import'].includes(kind);
}

/** The form of a run, from its steps as they were submitted; null where there was none, as for a deletion, and where a spec is not to be read. */
export function formOfRun(
  run: { kind: RunKind; subject: RunSubject },
  steps: readonly SubmittedStep[],
): RunForm | null {
  if (run.kind === 'import') return formOfAdoption(steps);
  if (run.kind !== 'create' && run.kind !== 'update') return null;
  const step = steps.findLast(({ subject }) => subject.kind === run.subject.kind);
  const spec = specOf(step);
  if (spec?.kind === 'network')
    return {
      page: run.kind === 'update' ? 'edit_network' : 'new_network',
      name: spec.name,
      values: networkParams(spec),
      place: null,
    };
  if (spec?.kind !== 'proxy') return null;
  const values = formParams(spec);
  const { name } = spec;
  if (run.kind === 'update') return { page: 'edit_proxy', name, values, place: null };
  const standing = { networkChoice: 'existing', existingNetwork: spec.network.name };
  const made = steps.find((it) => it.subject.kind === 'network' && it.action === 'create');
  const network = specOf(made);
  if (!made || network?.kind !== 'network')
    return { page: 'new_proxy', name, values: { ...values, ...standing }, place: null };
  const {
    team: _t,
    owner: _o,
    environment: _e,
    description: _d,
    ...wanted
  } = networkParams(network);
  return { page: 'new_proxy', name, values, place: { stepIndex: made.index, wanted, standing } };
}

/** The API is read anew each time: what keeps it out by then shows on the form. */
function formOfAdoption(steps: readonly SubmittedStep[]): RunForm | null {
  const step = steps.find(({ action }) => action === 'import');
  const spec = specOf(step ?? steps.find(({ action }) => action === 'update'));
  if (spec?.kind !== 'proxy') return null;
  const { name } = spec;
  const edit = { page: 'edit_proxy' as const, name, values: formParams(spec), place: null };
  if (!step) return edit;
  const asked = askedOf({ spec: step.spec, options: step.options ?? null });
  if (!asked) return null;
  const { apiId: api, keys, ...fields } = asked;
  return {
    page: 'adopt_api',
    name,
    values: { api, ...fields, keys: keys.map((key) => `${key.keyId} ${key.name}`) },
    place: null,
    later: { stepIndex: step.index, form: edit },
  };
}

function specOf(step: SubmittedStep | undefined): Spec | null {
  const parsed = parseSpec(step?.spec);
  return parsed.ok ? parsed.spec : null;
}
