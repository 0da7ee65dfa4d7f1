import type { SandboxContext } from '../../context';
import type { RestOperation } from '../../wire/rest-json';
import { requirePlan } from '../faults';
import { page } from '../paging';
import { applyPatch } from '../patch';
import type { UsagePlan } from '../types';
import { setRemaining, usageRange, usageRows } from '../usage';

export const usageOperations: Record<string, RestOperation> = {
  /** Rows are keyed by the key's id; a page cuts the list of keys, not the days (measured: floci PR 3561). */
  GetUsage: {
    method: 'GET',
    path: '/usageplans/{usagePlanId}/usage',
    run: async (context, { path, query }, request) => {
      const plan = requirePlan(context, path.usagePlanId ?? '');
      const startDate = query.get('startDate') ?? '';
      const endDate = query.get('endDate') ?? '';
      const range = usageRange(startDate, endDate);
      const keyId = query.get('keyId');
      const metered = plan.keyIds.filter((id) => !keyId || id === keyId);
      const { items, position } = page(metered, request, (id) => id);
      const values = items.map((id) => [id, rowsOf(context, plan, id, range)]);
      return {
        json: {
          usagePlanId: plan.id,
          startDate,
          endDate,
          values: Object.fromEntries(values),
          position,
        },
      };
    },
  },
  UpdateUsage: {
    method: 'PATCH',
    path: '/usageplans/{usagePlanId}/keys/{keyId}/usage',
    run: async (context, { path, body }) => {
      const planId = path.usagePlanId ?? '';
      const keyId = path.keyId ?? '';
      const plan = requirePlan(context, planId);
      applyPatch(body.patchOperations, {
        '/remaining': { replace: (value) => setRemaining(context, planId, keyId, Number(value)) },
      });
      const today = new Date(context.clock.now()).toISOString().slice(0, 10);
      const rows = rowsOf(context, plan, keyId, usageRange(today, today));
      return {
        json: { usagePlanId: planId, startDate: today, endDate: today, values: { [keyId]: rows } },
      };
    },
  },
};

function rowsOf(
  { apigateway, clock, options }: SandboxContext,
  plan: UsagePlan,
  keyId: string,
  range: { from: number; to: number },
): [number, number][] {
  const usage = apigateway.usage.get(`${plan.id}/${keyId}`);
  return usageRows(plan, usage, range, { now: clock.now(), lagMs: options.usageLagMs });
}
