import type { ActionState } from '@/lib/action-state';
import type { ProxyFormValues } from '@/lib/proxies/schema';

export type Refused = Record<string, readonly string[]>;

/**
 * What an answer has against which field. A stack of the same name is the one conflict that belongs to a field; the
 * answer's detail names the stack.
 */
export function refusedBy(state: ActionState<unknown>): Refused {
  if (state.kind === 'invalid') return state.fieldErrors;
  if (state.kind !== 'failed' || state.code !== 'conflict') return {};
  const kind = /^sluice-(proxy|network)-/.exec(state.detail ?? '')?.[1];
  if (kind === 'proxy') return { name: ['nameTaken'] };
  return kind === 'network' ? { networkName: ['networkNameTaken'] } : {};
}

/** Fields that are not posted at all when nothing is ticked. */
const tickable = ['azs', 'subnetIds', 'endpointSecurityGroupIds', 'probe'] as const;

/** The submitted values that an answer brought back, laid over the form's first ones. */
export function valuesBack(state: ActionState<unknown>, initial: ProxyFormValues): ProxyFormValues {
  if (state.kind !== 'invalid' && state.kind !== 'failed') return initial;
  const back: Record<string, string | string[]> = { ...initial };
  for (const name of tickable) back[name] = Array.isArray(initial[name]) ? [] : '';
  for (const [name, value] of Object.entries(state.values)) {
    if (!(name in initial)) continue;
    const isMany = Array.isArray(initial[name as keyof ProxyFormValues]);
    back[name] = isMany ? [value].flat() : ([value].flat().at(-1) ?? '');
  }
  return back as ProxyFormValues;
}
