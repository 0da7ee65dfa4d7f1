import { operations } from '@/lib/api/operations';
import { askRequestOver, pageOfRequests } from '@/lib/api/requests';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.listRequests, pageOfRequests),
  POST: defineRoute(operations.askRequest, askRequestOver),
});
