'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { previewRoll, startRoll, stopRoll } from '@/lib/rolls/mutations';
import { routes } from '@/lib/routes';

const previewSchema = z.object({ idempotencyKey: z.string().min(8).max(100) });
const rollSchema = z.object({ rollId: z.string().min(1).max(60) });

export const previewRollAction = defineAction(
  { name: 'roll.preview', permission: 'fleet.roll', schema: previewSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.roll((await previewRoll(actor, input)).rollId));
  },
);

export const startRollAction = defineAction(
  { name: 'roll.start', permission: 'fleet.roll', schema: rollSchema },
  async (input, actor) => startRoll(actor, input),
);

export const stopRollAction = defineAction(
  { name: 'roll.stop', permission: 'fleet.roll', schema: rollSchema },
  async (input, actor) => stopRoll(actor, input),
);
