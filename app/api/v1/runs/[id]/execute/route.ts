import { startedAnswer } from '@/lib/api/answers';
import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';
import { executeRun } from '@/lib/runs/mutations';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.executeRun, async ({ actor, name }) => {
    await executeRun(actor, name);
    return startedAnswer({ runId: name, isRepeated: false });
  }),
});
