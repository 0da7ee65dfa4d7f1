import 'server-only';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { requireFleet } from '../proxies/fleet';
import { refuseUnoffered, type StackVerb } from '../proxies/offers';
import { findRepeatedRun, type Started, startRun } from '../runs/start-run';
import type { StepAction, StepOptions } from '../runs/types';
import { permissionFor } from './permission';
import type { Recovery } from './types';

/** On what, and under which key a repetition is known. */
export type RecoveryInput = Recovery['subject'] & { idempotencyKey: string };

/** Starts the run that goes on with a rollback that got stuck, leaving the resources in `skip` as they are. */
export async function continueRollback(
  actor: Actor,
  { skip, ...input }: RecoveryInput & { skip: string[] },
): Promise<Started> {
  return recover(actor, input, {
    verb: 'continue_rollback',
    kind: 'continue_rollback',
    options: { skip },
  });
}

/** Starts the run that deletes a stack whose deletion got stuck, and keeps the resources in `retain` in the account. */
export async function deleteRetaining(
  actor: Actor,
  { retain, ...input }: RecoveryInput & { retain: string[] },
): Promise<Started> {
  if (retain.length === 0) throw new AppError('invalid', 'nothing is named to be kept');
  return recover(actor, input, { verb: 'delete_retaining', kind: 'delete', options: { retain } });
}

/** Starts the run that deletes a stack whose deletion got stuck; whatever refuses to go stays in the account. */
export async function forceDelete(actor: Actor, input: RecoveryInput): Promise<Started> {
  return recover(actor, input, {
    verb: 'force_delete',
    kind: 'delete',
    options: { isForced: true },
  });
}

/** Starts the run that turns a stack's termination protection on or off. A step of its own, whatever comes next. */
export async function switchProtection(
  actor: Actor,
  { isProtected, ...input }: RecoveryInput & { isProtected: boolean },
): Promise<Started> {
  const verb = isProtected ? 'protect' : 'unprotect';
  return recover(actor, input, { verb, kind: verb, options: null });
}

type Asked = { verb: StackVerb; kind: StepAction; options: StepOptions | null };

/** Throws `conflict` where AWS would refuse the verb in the state the stack is in, or another run works on it. */
async function recover(
  actor: Actor,
  input: RecoveryInput,
  { verb, kind, options }: Asked,
): Promise<Started> {
  const auditAction = `${input.kind}.${verb}`;
  const request = { verb: auditAction, ...input, ...options };
  const repeated = await findRepeatedRun(actor, input.idempotencyKey, request);
  if (repeated) return { runId: repeated, isRepeated: true };
  const fleet = await requireFleet();
  const all = input.kind === 'proxy' ? fleet.proxies : fleet.networks;
  const found = all.find(({ facts }) => facts.name === input.name);
  const object = found && { team: found.facts.team, name: input.name };
  authorize(actor, permissionFor(input.kind, verb), object ?? null);
  if (!found?.stack) throw new AppError('not_found', `${input.kind} ${input.name} has no stack`);
  refuseUnoffered(found.facts, verb);
  const { team, stackName, stackId, status } = found.facts;
  const subject = { kind: input.kind, name: input.name };
  return startRun(actor, {
    targetId: fleet.target.id,
    kind,
    subject,
    team,
    steps: [{ subject, action: kind, stackName, stackId, spec: null, ...(options && { options }) }],
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request,
    auditAction,
    auditDetail: { stackId, status, ...options },
    ...((verb === 'protect' || verb === 'unprotect') && {
      auditChanges: [
        { field: 'terminationProtection', from: verb === 'unprotect', to: verb === 'protect' },
      ],
    }),
  });
}
