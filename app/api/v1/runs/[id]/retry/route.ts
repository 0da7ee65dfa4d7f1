import { startedAnswer } from '@/lib/api/answers';
import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';
import { retryRun } from '@/lib/runs/retry';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.retryRun, async ({ actor, name }) =>
    startedAnswer(await retryRun(actor, name)),
  ),
});
