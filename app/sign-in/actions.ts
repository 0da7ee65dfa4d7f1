'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { definePublicAction } from '@/lib/define-action';
import { AppError } from '@/lib/errors';
import { routes } from '@/lib/routes';

/** Fields: `email`, `password`, `next` (a local path, optional). */
export const signInAction = definePublicAction(
  { name: 'session.start', schema: z.object({ email: z.string(), password: z.string() }) },
  async (): Promise<null> => {
    throw new AppError('denied', 'not built yet');
  },
);

/** The demo's picker, for `<form action>`. Fields: `personId`, `next` (a local path, optional). */
export async function signInAsAction(_form: FormData): Promise<void> {
  redirect(routes.signIn);
}

/** For `<form action>`, without fields. */
export async function signOutAction(): Promise<void> {
  redirect(routes.signIn);
}
