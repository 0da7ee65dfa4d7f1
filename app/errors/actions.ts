'use server';

import { defineAction } from '@/lib/define-action';
import { findRequest, findRequestSchema } from '@/lib/explain/find-request';

export const findRequestAction = defineAction(
  { name: 'request.find', permission: 'fleet.read', schema: findRequestSchema },
  async (input, actor) => findRequest(actor, input),
);
