import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { NamespaceKeys, NestedKeyOf } from 'use-intl/core';
import { createFormat } from '../format';
import { ownCookie } from '../own-cookie';
import { catalogue, type Messages } from './catalogue';
import { chooseLocale, isTheme, localeCookie, type Theme, themeCookie } from './locales';
import { translator } from './translator';

/**
 * The language of this request: `t(namespace)` gives that namespace's translator with typed keys and arguments,
 * `format` writes numbers, durations and dates (in UTC, since the server does not know the viewer's zone; client
 * leaves use `Time` for that), `now` is one moment for the whole request.
 */
export const getI18n = cache(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(
    jar.get(ownCookie(localeCookie).name)?.value,
    head.get('accept-language'),
  );
  const now = new Date();
  const messages = catalogue[locale];
  return {
    locale,
    now,
    messages,
    // Parts of a namespace too: left out of the type, a call on one took the compiler minutes to refuse.
    t: <N extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(namespace: N) =>
      translator(locale, messages, namespace),
    format: createFormat(locale, { timeZone: 'UTC', now }),
  };
});

/** The theme the person chose; `system` leaves it to the browser. */
export async function getTheme(): Promise<Theme> {
  const value = (await cookies()).get(ownCookie(themeCookie).name)?.value;
  return isTheme(value) ? value : 'system';
}
