import 'server-only';
import type { Spec } from '@/templates/spec';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { Standing } from '../proxies/fleet';
import type { RunRequest } from '../runs/start-run';
import type { Compared } from './compare';

/** Whoever asks now is content with an answer of a moment ago. */
export const askAgainMs = 3_000;

/** What is known; throws its problem where the last answer is not of now. */
export function fresh<T>(known: Known<T> | null): T {
  if (known?.problem) refuse(known.problem);
  if (!known || known.asOf === null) throw new AppError('unavailable', 'it is not known');
  return known.value;
}

export function refuse({ code, detail }: { code: AppError['code']; detail: string | null }): never {
  throw new AppError(code, 'what is cannot be read', detail === null ? {} : { detail });
}

/** What stands ready, with its spec; throws why it is not, in words about `what`. */
export function requireReady<S extends Spec>(
  standing: Standing<S> | null,
  what: string,
): Standing<S> & { spec: S } {
  if (!standing?.stack) throw new AppError('not_found', `there is no ${what}`);
  const { facts, spec } = standing;
  if (facts.phase !== 'ready')
    throw new AppError('conflict', `${facts.stackName} is ${facts.status}`, {
      detail: `${facts.stackName}: ${facts.status}`,
      reason: { id: 'stackBusy', stack: facts.stackName, status: facts.status },
    });
  if (!spec) throw new AppError('unavailable', `the spec of ${facts.name} is not known`);
  return { ...standing, spec };
}

/** The run of a revert: the stack is told what is, and then given the deployed template again, to the letter. */
export function revertRequest(
  { facts, target }: Standing<Spec>,
  kind: 'proxy' | 'network',
  { drifted, told, deployed }: { drifted: readonly Compared[]; told: string; deployed: string },
): Omit<RunRequest, 'idempotencyKey' | 'request'> {
  const { name, team, stackName, stackId } = facts;
  const subject = { kind, name };
  const step = { subject, action: 'update' as const, stackName, stackId, spec: null };
  return {
    targetId: target.id,
    kind: 'revert',
    subject,
    team,
    steps: [
      { ...step, templateBody: told },
      { ...step, templateBody: deployed },
    ],
    uses: [],
    auditAction: `${kind}.revert`,
    auditDetail: {},
    auditChanges: drifted.map(({ where, property, deployed: to, actual: from }) => ({
      field: `${where} ${property}`.trim(),
      from,
      to,
    })),
  };
}
