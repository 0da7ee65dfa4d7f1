import { startedAnswer } from '@/lib/api/answers';
import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';
import { cancelRun } from '@/lib/runs/mutations';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.cancelRun, async ({ actor, name }) => {
    await cancelRun(actor, name);
    return startedAnswer({ runId: name, isRepeated: false });
  }),
});
