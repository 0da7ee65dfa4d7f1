'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { routes } from '@/lib/routes';
import { discardRun, executeRun } from '@/lib/runs/mutations';
import { retryRun } from '@/lib/runs/retry';

const decisionSchema = z.object({ runId: z.string().min(1).max(60) });

export const executeRunAction = defineAction(
  { name: 'run.execute', permission: 'proxy.update', schema: decisionSchema },
  async ({ runId }, actor) => executeRun(actor, runId),
);

export const discardRunAction = defineAction(
  { name: 'run.discard', permission: 'proxy.update', schema: decisionSchema },
  async ({ runId }, actor) => discardRun(actor, runId),
);

export const retryRunAction = defineAction(
  { name: 'run.retry', schema: decisionSchema },
  async ({ runId }, actor) => redirect(routes.run((await retryRun(actor, runId)).runId)),
);
