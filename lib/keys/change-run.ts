import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { changesOf } from '../audit/secrets';
import { AppError } from '../errors';
import type { Standing } from '../proxies/fleet';
import { refuseUnoffered } from '../proxies/offers';
import { isBehind } from '../rolls/behind';
import { findRepeatedRun, type Requester, type Started, startRun } from '../runs/start-run';
import { changedSlots, type KeyChange } from './change';
import { keySlots } from './data';

export type KeyChangeRequest = {
  change: KeyChange;
  idempotencyKey: string;
  /** Who is written down as having done it, where that is not the person who asked. */
  auditAs?: 'system';
  auditDetail?: Record<string, unknown>;
};

/**
 * Starts the run that changes one slot. A key is made, switched and deleted by the stack and not by UpdateApiKey: what
 * is saved stays what is live, a second look at the same template changes nothing back, and a restart goes on with it.
 * Only the slot changes, and the person has confirmed just that, so that the run is executed at once; a stack whose
 * template is of an older version would change in other places too, and stops at its plan.
 */
export async function startKeyChange(
  by: Requester,
  { facts, spec, stack, target }: Standing<ProxySpec>,
  { change, idempotencyKey, auditAs, auditDetail = {} }: KeyChangeRequest,
): Promise<Started & { isPlan: boolean }> {
  const { name, stackName, stackId } = facts;
  const request = { verb: 'key.change', name, change };
  const repeated = await findRepeatedRun(by, idempotencyKey, request);
  const isPlan = isBehind(facts);
  if (repeated) return { runId: repeated, isRepeated: true, isPlan };
  if (!stack) throw new AppError('not_found', `there is no proxy ${name}`);
  refuseUnoffered(facts, 'edit');
  if (!spec) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const keys = changedSlots(spec.keys, change);
  const subject = { kind: 'proxy' as const, name };
  const slot = slotLabel(change.slot);
  const keyId = keySlots(facts.outputs).find((it) => it.slot === slot)?.keyId;
  const started = await startRun(by, {
    targetId: target.id,
    kind: 'update',
    aim: isPlan ? 'plan' : 'execute',
    subject,
    team: spec.team,
    steps: [
      { subject, action: 'update', stackName, stackId, spec: { ...spec, keys }, saved: spec },
    ],
    uses: [],
    idempotencyKey,
    request,
    auditAction: `key.${verbs[change.kind]}`,
    auditDetail: {
      slot,
      ...(keyId ? { keyId } : {}),
      ...('consumer' in change ? { consumer: change.consumer, owner: change.owner } : {}),
      ...auditDetail,
    },
    auditChanges: changesOf({ keys: spec.keys }, { keys }),
    ...(auditAs ? { auditAs } : {}),
  });
  return { ...started, isPlan };
}

/** A slot as people and outputs call it. */
export function slotLabel(slot: KeyChange['slot']): 'A' | 'B' {
  return slot === 'a' ? 'A' : 'B';
}

const verbs: Record<KeyChange['kind'], string> = {
  make: 'create',
  label: 'label',
  enable: 'enable',
  disable: 'disable',
  remove: 'delete',
};
