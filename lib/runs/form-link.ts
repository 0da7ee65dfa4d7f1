import type { FormParams } from '../proxies/form-initial';
import { withQuery } from '../query';
import { routes } from '../routes';
import type { FormField } from './causes/types';
import type { Run } from './types';

/** The form that a run came from, with what was typed into it. */
export type RunForm = {
  page: 'new_proxy' | 'new_network' | 'edit_proxy' | 'edit_network' | 'adopt_api';
  /** What the edit form edits. */
  name: string;
  values: FormParams;
  /** Of a proxy that was launched with its network: where it stands, once that network was made and until then. */
  place: { stepIndex: number; wanted: FormParams; standing: FormParams } | null;
  /** Of an adoption: what goes on from there once this step has taken the API in. */
  later?: { stepIndex: number; form: RunForm };
};

/** The form by which a run is gone on with, as far as it has come. */
export function formNow(form: RunForm, { steps }: Pick<Run, 'steps'>): RunForm {
  const { later } = form;
  return later && steps[later.stepIndex]?.state === 'succeeded' ? later.form : form;
}

/** What of a VPC the form finds out by itself, and better than a link from before the failure knows it. */
const ofVpc = ['subnetIds', 'endpointId', 'endpointDnsName', 'endpointSecurityGroupIds'];

/** The parameters of a link to the form, filled as it was, at a field that has to be chosen anew. */
export function paramsOfForm(
  { values, place }: RunForm,
  run: Pick<Run, 'steps'>,
  field: FormField | null,
): FormParams {
  const isStanding = place && run.steps[place.stepIndex]?.state === 'succeeded';
  const all = { ...values, ...(place ? (isStanding ? place.standing : place.wanted) : {}) };
  const isOpen = field === 'vpcId' || field === 'subnetIds';
  const kept = Object.entries(all).filter(([name]) => !(isOpen && ofVpc.includes(name)));
  return { ...Object.fromEntries(kept), ...(field ? { field } : {}) };
}

/** Where a failed run is gone on with in its form, at a field that has to be chosen anew or at none. */
export function formHref(first: RunForm, run: Pick<Run, 'steps'>, field: FormField | null) {
  const form = formNow(first, run);
  const route = {
    adopt_api: routes.lint,
    new_proxy: routes.newProxy,
    new_network: routes.newNetwork,
    edit_proxy: routes.editProxy(form.name),
    edit_network: routes.editNetwork(form.name),
  }[form.page];
  return withQuery(route, paramsOfForm(form, run, field));
}

/** Whether that form edits what stands. */
export function isEditForm(form: RunForm, run: Pick<Run, 'steps'>): boolean {
  return formNow(form, run).page.startsWith('edit_');
}
