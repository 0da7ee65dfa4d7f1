'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { discardRun, executeRun } from '@/lib/runs/mutations';

const decisionSchema = z.object({ runId: z.string().min(1).max(60) });

export const executeRunAction = defineAction(
  { name: 'run.execute', permission: 'proxy.update', schema: decisionSchema },
  async ({ runId }, actor) => executeRun(actor, runId),
);

export const discardRunAction = defineAction(
  { name: 'run.discard', permission: 'proxy.update', schema: decisionSchema },
  async ({ runId }, actor) => discardRun(actor, runId),
);
