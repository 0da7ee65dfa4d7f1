import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { Spec } from '@/templates/spec';
import { db } from '../db/database';
import type { RouteAnswer } from '../define-route';
import { AppError } from '../errors';
import { judgeProxy } from '../governance/data';
import { GuardrailRefused } from '../governance/refusal';
import type { Verdict } from '../governance/types';
import type { Problem } from '../known';
import type { RecoveryVerb } from '../recovery/asked';
import { type RunRequest, refuseObstacle, requirePermitted } from '../runs/start-run';
import type { RunSubject } from '../runs/types';
import { readCallers } from '../usage/callers';
import type { SaidConsequence } from './explained';
import { renderedStack, type SpecChange } from './specs';

type Asked = {
  action: 'create' | 'update' | 'delete' | RecoveryVerb['verb'];
  subject: RunSubject;
  /** What the request means, where it cannot be planned. */
  specs: Spec[];
  changes?: SpecChange[];
  /** What callers would feel, in words. */
  consequences?: SaidConsequence[];
  plan: () => Promise<RunRequest>;
  /** Set where the guardrails are asked; `saved` is null for a launch. */
  judged?: { saved: ProxySpec | null };
};

/**
 * What a request would start, without starting it: the very plan that a run is made of. A state that is in the way
 * is listed as a refusal, since it may pass; what is wrong with the request itself is answered as it would be.
 */
export async function dryRunAnswerOf({
  action,
  subject,
  specs,
  changes = [],
  consequences = [],
  plan,
  judged,
}: Asked): Promise<RouteAnswer> {
  const { request, refusals } = await tryPlan(plan);
  const steps = request?.steps ?? [];
  const planned = steps.flatMap(({ spec }) => spec ?? []);
  const deletes = steps
    .filter((step) => step.action === 'delete')
    .map((step) => ({ ...step.subject, stackName: step.stackName }));
  const stacks = (request ? planned : specs).map(renderedStack);
  const wouldStart = refusals.length === 0;
  const verdict = judged ? await verdictOf(specs, judged.saved) : null;
  const isGone = action === 'delete' && subject.kind === 'proxy';
  const told = isGone ? await readCallers([subject.name]) : null;
  const callers = told && { keys: told.callers, asOf: told.asOf?.toISOString() ?? null };
  const body = {
    ...{ dryRun: true, action, subject, wouldStart, refusals, verdict },
    ...{ changes, consequences, deletes, callers, stacks },
  };
  return { status: 200, body };
}

async function tryPlan(
  plan: () => Promise<RunRequest>,
): Promise<{ request: RunRequest | null; refusals: Problem[] }> {
  let request: RunRequest | null = null;
  try {
    request = await plan();
    await requirePermitted(request);
    const owns = request.steps.map(({ subject }) => subject);
    await refuseObstacle(await db(), request.targetId, { owns, uses: request.uses });
    return { request, refusals: [] };
  } catch (error) {
    if (!(error instanceof AppError) || !isRefusal(error)) throw error;
    return { request, refusals: [{ code: error.code, detail: error.detail }] };
  }
}

function isRefusal(error: AppError): boolean {
  return error.code === 'conflict' || error.code === 'limit' || error instanceof GuardrailRefused;
}

async function verdictOf(specs: readonly Spec[], saved: ProxySpec | null): Promise<Verdict | null> {
  const spec = specs.find((it) => it.kind === 'proxy');
  return spec ? judgeProxy({ team: spec.team, spec, saved }) : null;
}
