import type { PlanContext, SandboxContext } from '../context';
import { settlePlan } from '../dataplane/admission';
import { pastQuotas } from '../dataplane/quota';
import { quotaCodes } from '../servicequotas/quotas';
import { badRequest, conflict, limitExceeded, notFound, requireKey, requirePlan } from './faults';
import { newId } from './ids';
import type { ApiKey, PlanStage, Quota, QuotaPeriod, Throttle, UsagePlan } from './types';

export type PlanInput = {
  name?: string;
  description?: string;
  apiStages?: { apiId?: string; stage?: string; throttle?: Record<string, Throttle> }[];
  throttle?: Throttle;
  quota?: { limit?: number; offset?: number; period?: string };
  tags?: Record<string, string>;
};

const periods: QuotaPeriod[] = ['DAY', 'WEEK', 'MONTH'];
/** terraform-provider-aws `validUsagePlanQuotaSettings`: the offset behaves as a day within the period. */
const offsetMax: Record<QuotaPeriod, number> = { DAY: 0, WEEK: 6, MONTH: 27 };

export function createPlan(context: SandboxContext, input: PlanInput): UsagePlan {
  // UNCONFIRMED text.
  if (!input.name) throw badRequest('Usage Plan name is required');
  if (context.apigateway.plans.size >= context.quotas.of(quotaCodes.usagePlans)) {
    throw limitExceeded('Usage Plans', 'account');
  }
  const id = newId(6);
  const plan: UsagePlan = {
    id,
    name: input.name,
    ...settingsOf(context, input),
    tags: { ...input.tags },
    keyIds: [],
  };
  context.apigateway.plans.set(id, plan);
  return plan;
}

/** Replaces a plan's settings; its keys stay. */
export function replacePlan(context: SandboxContext, id: string, input: PlanInput): UsagePlan {
  const { keyIds } = requirePlan(context, id);
  if (!input.name) throw badRequest('Usage Plan name is required');
  const settings = settingsOf(context, input);
  for (const keyId of keyIds) refuseOverlap(context, keyId, id, settings.apiStages);
  return storePlan(context, { id, name: input.name, ...settings, tags: { ...input.tags }, keyIds });
}

/** Puts an edited plan in the place of the one that is there; what its old limits did until now stays done. */
export function storePlan(context: PlanContext, plan: UsagePlan): UsagePlan {
  const { plans, buckets } = context.apigateway;
  const before = requirePlan(context, plan.id);
  const now = context.clock.now();
  settlePlan(buckets, before, plan, now);
  const stored = { ...plan, pastQuotas: pastQuotas(before, plan.quota, now) };
  plans.set(plan.id, stored);
  return stored;
}

/** Text: aws/aws-sdk-js#3841. */
export function deletePlan(context: SandboxContext, id: string): void {
  const [stage] = requirePlan(context, id).apiStages;
  if (stage) {
    throw badRequest(
      `Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${stage.apiId}:${stage.stage}`,
    );
  }
  context.apigateway.plans.delete(id);
  for (const key of [...context.apigateway.usage.keys()]) {
    if (key.startsWith(`${id}/`)) context.apigateway.usage.delete(key);
  }
}

/** Adds a key to a plan. A key may be in one plan per stage only (S-UP); the texts are UNCONFIRMED. */
export function addPlanKey(
  context: SandboxContext,
  planId: string,
  keyId: string,
  keyType: string,
): ApiKey {
  const plan = requirePlan(context, planId);
  if (keyType !== 'API_KEY') throw badRequest(`Invalid key type specified: ${keyType}`);
  const key = requireKey(context, keyId);
  if (plan.keyIds.includes(keyId)) throw conflict('Usage Plan Key already exists');
  refuseOverlap(context, keyId, planId, plan.apiStages);
  plan.keyIds.push(keyId);
  return key;
}

export function removePlanKey(context: SandboxContext, planId: string, keyId: string): void {
  const plan = requirePlan(context, planId);
  if (!plan.keyIds.includes(keyId)) throw notFound('Invalid Usage Plan Key identifier specified');
  plan.keyIds = plan.keyIds.filter((it) => it !== keyId);
}

/** Refuses stages that a key reaches through another plan already. */
export function refuseOverlap(
  context: SandboxContext,
  keyId: string,
  planId: string,
  stages: PlanStage[],
): void {
  for (const other of context.apigateway.plans.values()) {
    if (other.id === planId || !other.keyIds.includes(keyId)) continue;
    const shared = other.apiStages.find((a) =>
      stages.some((b) => b.apiId === a.apiId && b.stage === a.stage),
    );
    if (shared) {
      throw conflict(
        `API Key ${keyId} is already associated with API Stage ${shared.apiId}:${shared.stage} through Usage Plan ${other.id}`,
      );
    }
  }
}

/** A stage of a plan must exist: aws/serverless-application-model#32 and #1560. */
export function requirePlanStage(context: SandboxContext, apiId: string, stage: string): void {
  if (!context.apigateway.apis.get(apiId)?.stages[stage]) {
    throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
}

/** S-SPEC UsagePlan.QuotaSettings; texts UNCONFIRMED. */
export function toQuota(input: NonNullable<PlanInput['quota']>): Quota {
  const period = periods.find((it) => it === input.period);
  if (!period) throw badRequest('Usage plan quota period must be one of [DAY, WEEK, MONTH]');
  const limit = input.limit ?? 0;
  if (!Number.isInteger(limit) || limit < 1) {
    throw badRequest('Usage plan quota limit must be greater than 0');
  }
  const offset = input.offset ?? 0;
  if (offset < 0 || offset > offsetMax[period]) {
    throw badRequest(
      `Usage plan quota offset must be between 0 and ${offsetMax[period]} for ${period}`,
    );
  }
  return { limit, offset, period };
}

export function toThrottle(input: Throttle): Throttle {
  if ((input.rateLimit ?? 0) < 0 || (input.burstLimit ?? 0) < 0) {
    throw badRequest('Usage plan throttle limits must be greater than or equal to 0');
  }
  return { ...input };
}

function settingsOf(context: SandboxContext, input: PlanInput) {
  const apiStages = (input.apiStages ?? []).map(({ apiId, stage, throttle }) => {
    if (!apiId || !stage) throw badRequest('Invalid API Stage specified');
    requirePlanStage(context, apiId, stage);
    return { apiId, stage, throttle: { ...throttle } };
  });
  return {
    ...(input.description === undefined ? {} : { description: input.description }),
    apiStages,
    ...(input.throttle ? { throttle: toThrottle(input.throttle) } : {}),
    ...(input.quota ? { quota: toQuota(input.quota) } : {}),
  };
}
