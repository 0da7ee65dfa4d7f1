import { networkBodyOf } from '@/lib/api/answers';
import { changeNetworkOver, deleteNetworkOver, readNetwork } from '@/lib/api/change';
import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getNetwork, async ({ actor, name }) => {
    const { value, asOf, problem } = await readNetwork(actor, name);
    return { status: 200, body: { ...networkBodyOf(value), asOf, problem } };
  }),
  PUT: defineRoute(operations.planNetwork, changeNetworkOver),
  DELETE: defineRoute(operations.deleteNetwork, deleteNetworkOver),
});
