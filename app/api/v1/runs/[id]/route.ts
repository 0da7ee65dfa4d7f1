import { explainedRun } from '@/lib/api/explained';
import { operations } from '@/lib/api/operations';
import { readRun } from '@/lib/api/runs';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getRun, async ({ actor, name, locale }) => ({
    status: 200,
    body: await explainedRun(actor, await readRun(actor, name), locale),
  })),
});
