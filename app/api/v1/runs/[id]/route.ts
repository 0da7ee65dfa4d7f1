import { operations } from '@/lib/api/operations';
import { readRun } from '@/lib/api/runs';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getRun, async ({ actor, name }) => ({
    status: 200,
    body: await readRun(actor, name),
  })),
});
