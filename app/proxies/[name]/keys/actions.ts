'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { createHandover, openHandover, revokeHandover } from '@/lib/handovers/mutations';
import { addressOf } from '@/lib/identity/address';
import { confirmPerson } from '@/lib/identity/step-up';
import { changeKey, dropSchedule, revealKey, scheduleKey } from '@/lib/keys/mutations';
import { changeKeySchema, scheduleKeySchema } from '@/lib/keys/schema';
import { orAsk } from '@/lib/requests/or-ask';
import { routes } from '@/lib/routes';

const confirmedKeySchema = z.object({
  proxy: z.string().min(1).max(40),
  slot: z.enum(['A', 'B']).default('A'),
  password: z.string().max(200).default(''),
  personId: z.string().max(100).default(''),
});

const idSchema = z.object({ id: z.string().min(1).max(40) });

export const revealKeyAction = defineAction(
  { name: 'key.reveal', permission: 'key.reveal', schema: confirmedKeySchema },
  async ({ proxy, slot, ...given }, actor) =>
    revealKey(actor, { proxy, slot }, async () => confirmPerson(actor, given, await headers())),
);

export const createHandoverAction = defineAction(
  { name: 'handover.create', permission: 'key.reveal', schema: confirmedKeySchema },
  async ({ proxy, slot, ...given }, actor) =>
    createHandover(actor, { proxy, slot }, async () =>
      confirmPerson(actor, given, await headers()),
    ),
);

// Without a permission: the link's secret is the right, whatever team its holder is of.
export const openHandoverAction = defineAction(
  {
    name: 'handover.open',
    permission: null,
    schema: idSchema.extend({ secret: z.string().min(1).max(100) }),
  },
  async (input, actor) => openHandover(actor, input, addressOf(await headers())),
);

export const revokeHandoverAction = defineAction(
  { name: 'handover.revoke', permission: 'key.reveal', schema: idSchema },
  async (input, actor) => revokeHandover(actor, input),
);

export const changeKeyAction = defineAction(
  {
    name: 'key.change',
    isConfirmed: ({ change }) => change.kind === 'remove',
    permission: 'proxy.update',
    schema: changeKeySchema,
  },
  async ({ requestReason: reason, ...input }, actor) => {
    const { idempotencyKey } = input;
    const { runId, isPlan } = await orAsk(actor, { network: null, reason, idempotencyKey }, () =>
      changeKey(actor, input),
    );
    if (isPlan) redirect(routes.run(runId));
    return { runId };
  },
);

export const scheduleKeyAction = defineAction(
  { name: 'key.schedule', permission: 'proxy.update', schema: scheduleKeySchema },
  async (input, actor): Promise<void> => void (await scheduleKey(actor, input)),
);

export const dropScheduleAction = defineAction(
  { name: 'key.unschedule', permission: 'proxy.update', schema: idSchema },
  async (input, actor) => dropSchedule(actor, input),
);
