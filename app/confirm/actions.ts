'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { confirmByPassword } from '@/lib/identity/step-up';

/** Fields: `password`. */
export const confirmAction = defineAction(
  {
    name: 'session.confirm',
    permission: null,
    schema: z.object({ password: z.string().max(1000) }),
  },
  async ({ password }, actor): Promise<null> => {
    await confirmByPassword(actor, password, await headers());
    return null;
  },
);
