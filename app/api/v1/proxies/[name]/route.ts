import { proxyBody } from '@/lib/api/answers';
import { changeProxyOver, deleteProxyOver, readProxy } from '@/lib/api/change';
import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getProxy, async ({ actor, name }) => {
    const { value, asOf, problem } = await readProxy(actor, name);
    return { status: 200, body: { ...proxyBody(value), asOf, problem } };
  }),
  PUT: defineRoute(operations.planProxy, changeProxyOver),
  DELETE: defineRoute(operations.deleteProxy, deleteProxyOver),
});
