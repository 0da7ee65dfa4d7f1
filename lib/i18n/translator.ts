import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core';
import type { Messages } from './catalogue';
import type { Locale } from './locales';

/** Parts of a namespace too: left out of the type, a call on one took the compiler minutes to refuse. */
type AnyNamespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

/** What finds the words of one namespace: a page's hook gives one, and so does `translator`. */
export type Translator<N extends AnyNamespace> = ReturnType<typeof createTranslator<Messages, N>>;

export function translator<N extends AnyNamespace>(
  locale: Locale,
  messages: Messages,
  namespace: N,
): Translator<N> {
  return createTranslator<Messages, N>({ locale, messages, namespace, timeZone: 'UTC' });
}
