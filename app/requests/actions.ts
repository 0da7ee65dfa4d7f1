'use server';

import { defineAction } from '@/lib/define-action';
import { decideRequest, withdrawRequest } from '@/lib/requests/mutations';
import { decideRequestSchema, withdrawRequestSchema } from '@/lib/requests/schema';

export const decideRequestAction = defineAction(
  {
    name: 'request.decide',
    permission: 'request.decide',
    isConfirmed: true,
    schema: decideRequestSchema,
  },
  async (input, actor) => decideRequest(actor, input),
);

export const withdrawRequestAction = defineAction(
  { name: 'request.withdraw', permission: 'request.ask', schema: withdrawRequestSchema },
  async (input, actor) => withdrawRequest(actor, input),
);
