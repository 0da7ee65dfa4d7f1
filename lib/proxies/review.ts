import 'server-only';
import { changesOf } from '../audit/secrets';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { isBehind } from '../rolls/behind';
import { findRepeatedRun, startRun } from '../runs/start-run';
import { utcDay } from '../usage/calendar';
import { findProxyStack } from './fleet';
import { refuseUnoffered } from './offers';

export type ReviewInput = { name: string; reviewOn: string; idempotencyKey: string };

/**
 * Starts the run that writes the next review into the stack. A label is all that changes and the person has confirmed
 * just that, so that it is executed at once; a stack whose template is of an older version stops at its plan. Throws
 * `invalid` for a day that is not ahead, or after the end.
 */
export async function reviewProxy(
  actor: Actor,
  { name, reviewOn, idempotencyKey }: ReviewInput,
): Promise<{ runId: string; isPlan: boolean }> {
  const proxy = await findProxyStack(name);
  authorize(actor, 'proxy.update', proxy ? { team: proxy.facts.team, name } : null);
  if (!proxy?.stack) throw new AppError('not_found', `there is no proxy ${name}`);
  const { facts, spec, target } = proxy;
  const isPlan = isBehind(facts);
  const request = { verb: 'proxy.review', name, reviewOn };
  const repeated = await findRepeatedRun(actor, idempotencyKey, request);
  if (repeated) return { runId: repeated, isPlan };
  refuseUnoffered(facts, 'edit');
  if (!spec) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const { endsOn } = spec.lifetime;
  if (reviewOn <= utcDay(new Date()) || (endsOn !== null && reviewOn > endsOn))
    throw new AppError('invalid', `${reviewOn} is no next review`, { detail: reviewOn });
  const subject = { kind: 'proxy' as const, name };
  const { stackName, stackId } = facts;
  const lifetime = { ...spec.lifetime, reviewOn };
  const { runId } = await startRun(actor, {
    targetId: target.id,
    kind: 'update',
    aim: isPlan ? 'plan' : 'execute',
    subject,
    team: spec.team,
    steps: [
      { subject, action: 'update', stackName, stackId, spec: { ...spec, lifetime }, saved: spec },
    ],
    uses: [],
    idempotencyKey,
    request,
    auditAction: 'proxy.review',
    auditDetail: { reviewOn },
    auditChanges: changesOf({ lifetime: spec.lifetime }, { lifetime }),
  });
  return { runId, isPlan };
}
