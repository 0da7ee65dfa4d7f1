'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { definePublicAction } from '@/lib/define-action';
import { localeCookie, locales, themeCookie, themes } from '@/lib/i18n/locales';

/** Preferences are no secrets and belong to the browser, so that they hold before anybody signs in. */
const preference = {
  path: '/',
  maxAge: 365 * 24 * 60 * 60,
  sameSite: 'lax',
  httpOnly: true,
} as const;

export const setLocaleAction = definePublicAction(
  { name: 'preference.locale', schema: z.object({ locale: z.enum(locales) }) },
  async ({ locale }) => {
    (await cookies()).set(localeCookie, locale, preference);
  },
);

export const setThemeAction = definePublicAction(
  { name: 'preference.theme', schema: z.object({ theme: z.enum(themes) }) },
  async ({ theme }) => {
    (await cookies()).set(themeCookie, theme, preference);
  },
);
