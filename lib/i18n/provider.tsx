import 'server-only';
import type { ReactNode } from 'react';
import type { Namespace } from './catalogue';
import { ClientI18n } from './client';
import { getI18n } from './server';

/** Gives the client leaves below it `common` and the named namespaces, and no other message. */
export async function I18nProvider({
  namespaces = [],
  children,
}: {
  namespaces?: readonly Namespace[];
  children: ReactNode;
}) {
  const { locale, now, messages } = await getI18n();
  const chosen = Object.fromEntries(
    [...new Set<Namespace>(['common', ...namespaces])].map((name) => [name, messages[name]]),
  );
  return (
    <ClientI18n locale={locale} now={now} messages={chosen}>
      {children}
    </ClientI18n>
  );
}
