import { liveOf, mendOver } from '@/lib/api/live';
import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getNetworkLive, (input) => liveOf('network', input)),
  POST: defineRoute(operations.mendNetwork, (input) => mendOver('network', input)),
});
