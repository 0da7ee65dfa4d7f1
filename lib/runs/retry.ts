import 'server-only';
import { parseSpec, type Spec } from '@/templates/spec';
import { askedOf } from '../adoptions/asked';
import { planAdopted, planAdoption } from '../adoptions/mutations';
import { AppError } from '../errors';
import { hashOfSpec } from '../governance/enforce';
import { authorize } from '../identity/gate';
import { requireRecent } from '../identity/step-up';
import type { Actor } from '../identity/types';
import { deleteNetwork, launchNetwork, planNetworkChange } from '../networks/mutations';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { NetworkChoice } from '../proxies/types';
import { switchProtection } from '../recovery/mutations';
import { findRequestOfRun } from '../requests/data';
import { isRepeatable } from './form';
import { changePermission } from './permission';
import type { Started } from './start-run';
import { loadRun, type StepRow } from './store';

/**
 * Asks once more for what a failed run was asked for, as a new run; pressed twice it is asked for once. Throws `denied`
 * for whoever may not ask for it, `not_found` for another team's, `conflict` where the run has not failed or something
 * stands in the way, and `denied` (detail `confirm`) where a deletion would need them to say again who they are.
 */
export async function retryRun(actor: Actor, runId: string): Promise<Started> {
  const found = await loadRun(runId);
  const object = found && { team: found.run.team, name: found.run.subjectName };
  authorize(actor, changePermission(found?.run.subjectKind), object);
  if (!found) throw new AppError('not_found', `there is no run ${runId}`);
  const { run, steps } = found;
  const subject = { kind: run.subjectKind, name: run.subjectName };
  if (run.state !== 'failed' || !isRepeatable({ kind: run.kind, subject }))
    throw new AppError('conflict', `run ${runId} is ${run.state}`, {
      reason: { id: 'notRepeatable' },
    });
  const idempotencyKey = `retry-${runId}`;
  const { subjectKind, subjectName: name } = run;
  if (run.kind === 'delete') {
    await requireRecent(actor);
    // A proxy that went before its network stood in the way is not there to be deleted again.
    const rest = steps.find(({ state }) => state !== 'succeeded');
    return rest?.subjectKind === 'network'
      ? deleteNetwork(actor, { name: rest.subjectName, idempotencyKey })
      : deleteProxy(actor, { name, withNetwork: steps.length > 1, idempotencyKey });
  }
  if (run.kind === 'import') return retryAdoption(actor, { name, idempotencyKey }, steps);
  const spec = specOf(steps.findLast((step) => step.subjectKind === subjectKind));
  if (spec?.kind === 'network')
    return (run.kind === 'update' ? planNetworkChange : launchNetwork)(actor, {
      network: spec,
      idempotencyKey,
    });
  if (spec?.kind !== 'proxy')
    throw new AppError('unexpected', `what run ${runId} was asked for is not to be read`);
  const { network, ...proxy } = spec;
  // What was approved may be tried again: it is the same to the letter, or its hash is another.
  const request = await findRequestOfRun(runId);
  const approval = request && { requestId: request.id, specHash: hashOfSpec(request.spec) };
  if (run.kind === 'update') return planProxyChange(actor, { proxy, idempotencyKey }, approval);
  const place = placeOf(steps, network.name);
  return launchProxy(actor, { proxy, network: place, idempotencyKey }, approval);
}

/** From where it came to: the API is read anew where it is in no stack. */
async function retryAdoption(
  actor: Actor,
  input: { name: string; idempotencyKey: string },
  steps: readonly StepRow[],
): Promise<Started> {
  const importing = steps.find(({ action }) => action === 'import');
  if (importing && importing.state !== 'succeeded') {
    const asked = askedOf(importing);
    if (asked) return planAdoption(actor, { ...asked, idempotencyKey: input.idempotencyKey });
    const what = `what run ${importing.runId} was asked for is not to be read`;
    throw new AppError('unexpected', what);
  }
  const isDeployed = steps.some(({ action, state }) => action === 'protect' && state === 'failed');
  if (isDeployed) return switchProtection(actor, { ...input, kind: 'proxy', isProtected: true });
  return planAdopted(actor, input);
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
