'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { endSessions, revokeTokens } from '@/lib/identity/mutations';
import { routes } from '@/lib/routes';

const personSchema = z.object({ id: z.string().min(1).max(100) });

/** Fields: `id` of the person. */
export const endSessionsAction = defineAction(
  { name: 'person.end_sessions', permission: 'people.manage', schema: personSchema },
  async ({ id }, actor) => {
    await endSessions(actor, id);
    revalidatePath(routes.people);
  },
);

/** Fields: `id` of the person. */
export const revokeTokensAction = defineAction(
  { name: 'person.revoke_tokens', permission: 'people.manage', schema: personSchema },
  async ({ id }, actor) => {
    await revokeTokens(actor, id);
    revalidatePath(routes.people);
  },
);
