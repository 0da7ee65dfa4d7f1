import type { SandboxContext } from '../../context';
import type { RestOperation } from '../../wire/rest-json';
import { badRequest, notFound, requirePlan } from '../faults';
import { page } from '../paging';
import { applyPatch } from '../patch';
import {
  createPlan,
  deletePlan,
  refuseOverlap,
  requirePlanStage,
  storePlan,
  toQuota,
} from '../plans';
import { renderPlan } from '../render';
import type { UsagePlan } from '../types';

export const planOperations: Record<string, RestOperation> = {
  CreateUsagePlan: {
    method: 'POST',
    path: '/usageplans',
    run: async (context, { body }) => ({
      status: 201,
      json: renderPlan(createPlan(context, body)),
    }),
  },
  GetUsagePlan: {
    method: 'GET',
    path: '/usageplans/{usagePlanId}',
    run: async (context, { path }) => ({
      json: renderPlan(requirePlan(context, path.usagePlanId ?? '')),
    }),
  },
  GetUsagePlans: {
    method: 'GET',
    path: '/usageplans',
    run: async (context, { query }, request) => {
      const keyId = query.get('keyId');
      const plans = [...context.apigateway.plans.values()];
      const wanted = plans.filter((plan) => !keyId || plan.keyIds.includes(keyId));
      const { items, position } = page(wanted, request, ({ id }) => id);
      return { json: { item: items.map(renderPlan), position } };
    },
  },
  UpdateUsagePlan: {
    method: 'PATCH',
    path: '/usageplans/{usagePlanId}',
    run: async (context, { path, body }) => {
      // Worked on a copy: a refused operation must not leave half a change behind.
      const plan = structuredClone(requirePlan(context, path.usagePlanId ?? ''));
      patchPlan(context, plan, body.patchOperations);
      return { json: renderPlan(storePlan(context, plan)) };
    },
  },
  DeleteUsagePlan: {
    method: 'DELETE',
    path: '/usageplans/{usagePlanId}',
    run: async (context, { path }) => {
      deletePlan(context, path.usagePlanId ?? '');
      return { status: 202 };
    },
  },
};

/** Texts about stages: measured, LocalStack's usage-plan snapshots. */
function patchPlan(context: SandboxContext, plan: UsagePlan, operations: unknown): void {
  const quota = (change: { limit?: number; offset?: number; period?: string }) => {
    plan.quota = toQuota({ ...plan.quota, ...change });
  };
  const throttle = (member: 'rateLimit' | 'burstLimit') => ({
    replace: (value: string) => (plan.throttle = { ...plan.throttle, [member]: Number(value) }),
  });
  applyPatch(operations, {
    '/name': { replace: (value) => (plan.name = value) },
    '/description': { replace: (value) => (plan.description = value) },
    '/quota': { remove: () => delete plan.quota },
    '/quota/limit': { replace: (value) => quota({ limit: Number(value) }) },
    '/quota/offset': { replace: (value) => quota({ offset: Number(value) }) },
    '/quota/period': { replace: (value) => quota({ period: value }) },
    '/throttle': { remove: () => delete plan.throttle },
    '/throttle/rateLimit': throttle('rateLimit'),
    '/throttle/burstLimit': throttle('burstLimit'),
    '/apiStages': {
      add: (value) => {
        const { apiId, stage } = toStage(value);
        requirePlanStage(context, apiId, stage);
        for (const keyId of plan.keyIds) {
          refuseOverlap(context, keyId, plan.id, [{ apiId, stage, throttle: {} }]);
        }
        plan.apiStages.push({ apiId, stage, throttle: {} });
      },
      remove: (value) => {
        const { apiId, stage } = toStage(value);
        const kept = plan.apiStages.filter((it) => it.apiId !== apiId || it.stage !== stage);
        if (kept.length === plan.apiStages.length) {
          throw notFound(
            `Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan.id}`,
          );
        }
        plan.apiStages = kept;
      },
    },
  });
}

function toStage(value: string): { apiId: string; stage: string } {
  const [apiId, stage, ...rest] = value.split(':');
  if (!apiId || !stage || rest.length > 0) throw badRequest('Invalid API Stage specified');
  return { apiId, stage };
}
