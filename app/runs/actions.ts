'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import {
  continueRollback,
  deleteRetaining,
  forceDelete,
  switchProtection,
} from '@/lib/recovery/mutations';
import { routes } from '@/lib/routes';
import { cancelRun, discardRun, executeRun } from '@/lib/runs/mutations';
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

export const cancelRunAction = defineAction(
  { name: 'run.cancel', permission: 'proxy.update', schema: decisionSchema },
  async ({ runId }, actor) => cancelRun(actor, runId),
);

export const retryRunAction = defineAction(
  { name: 'run.retry', permission: 'proxy.update', schema: decisionSchema },
  async ({ runId }, actor) => redirect(routes.run((await retryRun(actor, runId)).runId)),
);

/** What a page needs of it; whether it was sent twice is the same to who looks at the run. */
const runOf = ({ runId }: { runId: string }) => ({ runId });

const recoverySchema = z.object({
  kind: z.enum(['proxy', 'network']),
  name: z.string().min(1).max(40),
  idempotencyKey: z.string().min(8).max(100),
});

/** CloudFormation's rule for logical ids; our stacks have fewer than a hundred resources. */
const resourcesSchema = z.array(z.string().regex(/^[A-Za-z0-9]{1,255}$/)).max(200);

/** A form with any number of checkboxes named `resource`. */
function parseResources(form: FormData) {
  return { ...Object.fromEntries(form), resources: form.getAll('resource') };
}

export const continueRollbackAction = defineAction(
  {
    name: 'stack.continue_rollback',
    permission: 'proxy.update',
    parse: parseResources,
    schema: recoverySchema.extend({ resources: resourcesSchema }),
  },
  async ({ resources, ...input }, actor) =>
    runOf(await continueRollback(actor, { ...input, skip: resources })),
);

export const deleteRetainingAction = defineAction(
  {
    name: 'stack.delete_retaining',
    isConfirmed: true,
    permission: 'proxy.delete',
    parse: parseResources,
    schema: recoverySchema.extend({ resources: resourcesSchema.min(1) }),
  },
  async ({ resources, ...input }, actor) =>
    runOf(await deleteRetaining(actor, { ...input, retain: resources })),
);

export const forceDeleteAction = defineAction(
  {
    name: 'stack.force_delete',
    isConfirmed: true,
    permission: 'proxy.delete',
    schema: recoverySchema,
  },
  async (input, actor) => runOf(await forceDelete(actor, input)),
);

export const switchProtectionAction = defineAction(
  {
    name: 'stack.protection',
    permission: 'proxy.protect',
    schema: recoverySchema.extend({ isProtected: z.stringbool() }),
  },
  async (input, actor) => runOf(await switchProtection(actor, input)),
);
