import 'server-only';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { requireFleet } from '../proxies/fleet';
import { refuseUnoffered } from '../proxies/offers';
import { type RunRequest, type Started, startOnce } from '../runs/start-run';
import { askedOf, type RecoveryVerb } from './asked';
import { permissionFor } from './permission';
import type { Recovery } from './types';

/** On what, and under which key a repetition is known. */
export type RecoveryInput = Recovery['subject'] & { idempotencyKey: string };

/** Starts the run that goes on with a rollback that got stuck, leaving the resources in `skip` as they are. */
export async function continueRollback(
  actor: Actor,
  { skip, ...input }: RecoveryInput & { skip: string[] },
): Promise<Started> {
  return recover(actor, input, { verb: 'continue_rollback', skip });
}

/** Starts the run that deletes a stack whose deletion got stuck, leaving the resources in `retain` in the account. */
export async function deleteRetaining(
  actor: Actor,
  { retain, ...input }: RecoveryInput & { retain: string[] },
): Promise<Started> {
  if (retain.length === 0) throw new AppError('invalid', 'nothing is named to be kept');
  return recover(actor, input, { verb: 'delete_retaining', retain });
}

/** Starts the run that deletes a stack whose deletion got stuck; whatever refuses to go stays in the account. */
export async function forceDelete(actor: Actor, input: RecoveryInput): Promise<Started> {
  return recover(actor, input, { verb: 'force_delete' });
}

/** Starts the run that turns a stack's termination protection on or off. A step of its own, whatever comes next. */
export async function switchProtection(
  actor: Actor,
  { isProtected, ...input }: RecoveryInput & { isProtected: boolean },
): Promise<Started> {
  return recover(actor, input, { verb: isProtected ? 'protect' : 'unprotect' });
}

async function recover(actor: Actor, input: RecoveryInput, wanted: RecoveryVerb): Promise<Started> {
  return startOnce(actor, input.idempotencyKey, requestOf(input, wanted), () =>
    prepareRecovery(actor, input, wanted),
  );
}

function requestOf(input: RecoveryInput, wanted: RecoveryVerb) {
  const { verb, options } = askedOf(wanted);
  return { verb: `${input.kind}.${verb}`, ...input, ...options };
}

/**
 * The run that a recovery is; begins nothing. Throws `conflict` where AWS would refuse the verb in the state the stack is
 * in, `not_found` and `denied` as the gate says.
 */
export async function prepareRecovery(
  actor: Actor,
  input: RecoveryInput,
  wanted: RecoveryVerb,
): Promise<RunRequest> {
  const { verb, kind, options } = askedOf(wanted);
  const fleet = await requireFleet();
  const all = input.kind === 'proxy' ? fleet.proxies : fleet.networks;
  const found = all.find(({ facts }) => facts.name === input.name);
  const object = found && { team: found.facts.team, name: input.name };
  authorize(actor, permissionFor(input.kind, verb), object ?? null);
  if (!found?.stack) throw new AppError('not_found', `${input.kind} ${input.name} has no stack`);
  refuseUnoffered(found.facts, verb);
  const { team, stackName, stackId, status } = found.facts;
  const subject = { kind: input.kind, name: input.name };
  return {
    targetId: fleet.target.id,
    kind,
    subject,
    team,
    steps: [{ subject, action: kind, stackName, stackId, spec: null, ...(options && { options }) }],
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request: requestOf(input, wanted),
    auditAction: `${input.kind}.${verb}`,
    auditDetail: { stackId, status, ...options },
    ...((verb === 'protect' || verb === 'unprotect') && {
      auditChanges: [
        { field: 'terminationProtection', from: verb === 'unprotect', to: verb === 'protect' },
      ],
    }),
  };
}
