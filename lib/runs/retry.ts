import 'server-only';
import { parseSpec, type Spec } from '@/templates/spec';
import { AppError } from '../errors';
import type { Actor } from '../identity/types';
import { deleteNetwork, launchNetwork } from '../networks/mutations';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { NetworkChoice } from '../proxies/types';
import { isRepeatable } from './form';
import { loadRun, type StepRow } from './store';

/**
 * Asks once more for what a failed run was asked for, as a new run; pressed twice it is asked for once. Throws `denied`
 * for whoever may not ask for it, and `conflict` where the run has not failed or something stands in the way.
 */
export async function retryRun(actor: Actor, runId: string): Promise<{ runId: string }> {
  const found = await loadRun(runId);
  if (!found) throw new AppError('not_found', `there is no run ${runId}`);
  const { run, steps } = found;
  const subject = { kind: run.subjectKind, name: run.subjectName };
  if (run.state !== 'failed' || !isRepeatable({ kind: run.kind, subject }))
    throw new AppError('conflict', `run ${runId} is ${run.state}`);
  const idempotencyKey = `retry-${runId}`;
  const { subjectKind, subjectName: name } = run;
  if (run.kind === 'delete')
    return subjectKind === 'network'
      ? deleteNetwork(actor, { name, idempotencyKey })
      : deleteProxy(actor, { name, withNetwork: steps.length > 1, idempotencyKey });
  const spec = specOf(steps.findLast((step) => step.subjectKind === subjectKind));
  if (spec?.kind === 'network') return launchNetwork(actor, { network: spec, idempotencyKey });
  if (spec?.kind !== 'proxy')
    throw new AppError('unexpected', `what run ${runId} was asked for is not to be read`);
  const { network, ...proxy } = spec;
  if (run.kind === 'update') return planProxyChange(actor, { proxy, idempotencyKey });
  return launchProxy(actor, { proxy, network: placeOf(steps, network.name), idempotencyKey });
}

/** The network that this run was to make, unless it has: then it stands. */
function placeOf(steps: readonly StepRow[], name: string): NetworkChoice {
  const step = steps.find((it) => it.subjectKind === 'network' && it.action === 'create');
  const network = specOf(step);
  if (!step || step.state === 'succeeded' || network?.kind !== 'network')
    return { choice: 'existing', name };
  return { choice: 'id' in network.vpc ? 'adopt' : 'create', network };
}

function specOf(step: StepRow | undefined): Spec | null {
  const parsed = parseSpec(step?.spec);
  return parsed.ok ? parsed.spec : null;
}
