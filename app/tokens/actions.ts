'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { createToken, revokeToken } from '@/lib/identity/mutations';
import { newTokenSchema, parseNewTokenForm } from '@/lib/identity/token-schema';
import { routes } from '@/lib/routes';

export const createTokenAction = defineAction(
  {
    name: 'token.create',
    // What only reads may be made in an open browser; what could delete by the API may not.
    isConfirmed: ({ scopes }) => scopes.some((scope) => !scope.endsWith('.read')),
    permission: null,
    parse: parseNewTokenForm,
    schema: newTokenSchema,
  },
  async (input, actor) => createToken(actor, input),
);

export const revokeTokenAction = defineAction(
  { name: 'token.revoke', permission: null, schema: z.object({ id: z.string().min(1).max(60) }) },
  async ({ id }, actor) => {
    await revokeToken(actor, id);
    revalidatePath(routes.tokens);
  },
);
