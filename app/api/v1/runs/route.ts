import { operations } from '@/lib/api/operations';
import { pageOfRuns } from '@/lib/api/runs';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.listRuns, async ({ actor, query }) => ({
    status: 200,
    body: await pageOfRuns(actor, query),
  })),
});
