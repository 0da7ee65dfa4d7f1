import { proxyBody, requireKnown } from '@/lib/api/answers';
import { launchProxyOver } from '@/lib/api/launch';
import { operations } from '@/lib/api/operations';
import { pageByName } from '@/lib/api/paging';
import { defineResource, defineRoute } from '@/lib/define-route';
import { can } from '@/lib/identity/permissions';
import { listProxies } from '@/lib/proxies/data';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.listProxies, async ({ actor, query }) => {
    const { value, asOf, problem } = requireKnown(await listProxies());
    const readable = value.filter(
      ({ team }) => can(actor, 'fleet.read', { team }) && team === (query.team ?? team),
    );
    const { items, next } = pageByName(readable, query);
    return { status: 200, body: { items: items.map(proxyBody), next, asOf, problem } };
  }),
  POST: defineRoute(operations.launchProxy, launchProxyOver),
});
