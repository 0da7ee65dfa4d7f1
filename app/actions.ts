'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { definePublicAction } from '@/lib/define-action';
import { localeCookie, locales, themeCookie, themes } from '@/lib/i18n/locales';
import { ownCookie } from '@/lib/own-cookie';

/** Preferences are no secrets and belong to the browser, so that they hold before anybody signs in. */
async function prefer(cookie: string, value: string): Promise<void> {
  const { name, attributes } = ownCookie(cookie);
  (await cookies()).set(name, value, { ...attributes, maxAge: 365 * 24 * 60 * 60 });
}

export const setLocaleAction = definePublicAction(
  { name: 'preference.locale', schema: z.object({ locale: z.enum(locales) }) },
  async ({ locale }) => {
    await prefer(localeCookie, locale);
  },
);

export const setThemeAction = definePublicAction(
  { name: 'preference.theme', schema: z.object({ theme: z.enum(themes) }) },
  async ({ theme }) => {
    await prefer(themeCookie, theme);
  },
);
