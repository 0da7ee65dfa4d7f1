'use server';

import { defineAction } from '@/lib/define-action';
import { keyTokenSchema } from '@/lib/usage/key-token-schema';
import { createKeyToken } from '@/lib/usage/mutations';

export const createKeyTokenAction = defineAction(
  { name: 'token.create_for_key', permission: 'usage.read', schema: keyTokenSchema },
  async (input, actor) => createKeyToken(actor, input),
);
