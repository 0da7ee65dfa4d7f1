'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { definePublicAction } from '@/lib/define-action';
import { setCookies } from '@/lib/identity/cookies';
import { signIn, signInAs, signOut } from '@/lib/identity/sessions';
import { localPath } from '@/lib/local-path';
import { routes } from '@/lib/routes';

const next = z
  .string()
  .optional()
  .transform((path) => localPath(path, routes.home));

const signInSchema = z.object({
  email: z.string().max(254),
  password: z.string().max(1000),
  next,
});

const signInAsSchema = z.object({ personId: z.string().max(100), next });

/** Fields: `email`, `password`, `next` (a local path, optional). */
export const signInAction = definePublicAction(
  { name: 'session.start', schema: signInSchema },
  async (input): Promise<never> => {
    await setCookies(await signIn(input, await headers()));
    redirect(input.next);
  },
);

/** The demo's picker. Fields: `personId`, `next` (a local path, optional). Refused outside the demo. */
export const signInAsAction = definePublicAction(
  { name: 'session.start-as', schema: signInAsSchema },
  async (input): Promise<never> => {
    await setCookies(await signInAs(input.personId, await headers()));
    redirect(input.next);
  },
);

/** Without fields. Who has a session at the provider as well goes on there to end it. */
export const signOutAction = definePublicAction(
  { name: 'session.end', schema: z.object({}) },
  async (): Promise<never> => {
    const { cookies, goesOnAtProvider } = await signOut(await headers());
    await setCookies(cookies);
    redirect(goesOnAtProvider ? routes.oidcEnd : routes.signedOut);
  },
);
