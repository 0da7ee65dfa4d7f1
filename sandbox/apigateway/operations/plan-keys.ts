import type { RestOperation } from '../../wire/rest-json';
import { notFound, requireKey, requirePlan } from '../faults';
import { page } from '../paging';
import { addPlanKey, removePlanKey } from '../plans';
import { renderPlanKey } from '../render';

export const planKeyOperations: Record<string, RestOperation> = {
  CreateUsagePlanKey: {
    method: 'POST',
    path: '/usageplans/{usagePlanId}/keys',
    run: async (context, { path, body }) => ({
      status: 201,
      json: renderPlanKey(
        addPlanKey(context, path.usagePlanId ?? '', body.keyId ?? '', body.keyType ?? ''),
      ),
    }),
  },
  GetUsagePlanKey: {
    method: 'GET',
    path: '/usageplans/{usagePlanId}/keys/{keyId}',
    run: async (context, { path }) => {
      const keyId = path.keyId ?? '';
      if (!requirePlan(context, path.usagePlanId ?? '').keyIds.includes(keyId)) {
        throw notFound('Invalid Usage Plan Key identifier specified');
      }
      return { json: renderPlanKey(requireKey(context, keyId)) };
    },
  },
  GetUsagePlanKeys: {
    method: 'GET',
    path: '/usageplans/{usagePlanId}/keys',
    run: async (context, { path, query }, request) => {
      const plan = requirePlan(context, path.usagePlanId ?? '');
      const keys = plan.keyIds.map((id) => requireKey(context, id));
      const { items, position } = page(
        keys.filter((key) => (key.name ?? '').startsWith(query.get('name') ?? '')),
        request,
        ({ id }) => id,
      );
      return { json: { item: items.map(renderPlanKey), position } };
    },
  },
  DeleteUsagePlanKey: {
    method: 'DELETE',
    path: '/usageplans/{usagePlanId}/keys/{keyId}',
    run: async (context, { path }) => {
      removePlanKey(context, path.usagePlanId ?? '', path.keyId ?? '');
      return { status: 202 };
    },
  },
};
