import { networkBodyOf, requireKnown } from '@/lib/api/answers';
import { launchNetworkOver } from '@/lib/api/launch';
import { operations } from '@/lib/api/operations';
import { pageByName } from '@/lib/api/paging';
import { defineResource, defineRoute } from '@/lib/define-route';
import { can } from '@/lib/identity/permissions';
import { listNetworks } from '@/lib/networks/data';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.listNetworks, async ({ actor, query }) => {
    const { value, asOf, problem } = requireKnown(await listNetworks());
    const readable = value.filter(({ team }) => can(actor, 'fleet.read', { team }));
    const { items, next } = pageByName(readable, query);
    return { status: 200, body: { items: items.map(networkBodyOf), next, asOf, problem } };
  }),
  POST: defineRoute(operations.launchNetwork, launchNetworkOver),
});
