'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { examinePath } from '@/lib/doctor/mutations';

const examineSchema = z.object({ name: z.string().min(1).max(40) });

export const examinePathAction = defineAction(
  { name: 'proxy.examine', permission: 'proxy.probe', schema: examineSchema },
  async (input, actor) => examinePath(actor, input),
);
