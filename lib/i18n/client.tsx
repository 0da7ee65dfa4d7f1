'use client';

import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { IntlProvider, useLocale, useNow } from 'use-intl';
import { createFormat, type Format } from '../format';
import type { Messages } from './catalogue';
import type { Locale } from './locales';

export { useLocale, useTranslations } from 'use-intl';

/** Client half of `I18nProvider`; pages use that one. */
export function ClientI18n({
  locale,
  now,
  messages,
  children,
}: {
  locale: Locale;
  now: Date;
  messages: Partial<Messages>;
  children: ReactNode;
}) {
  return (
    <IntlProvider locale={locale} now={now} timeZone="UTC" messages={messages as Messages}>
      {children}
    </IntlProvider>
  );
}

/**
 * Formatting in the viewer's language and time zone. Before hydration the zone is UTC and `now` is the server's, so
 * that both sides draw the same; afterwards the zone is the viewer's and `now` moves every half minute.
 */
export function useFormat(): Format {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const now = useClock();
  return useMemo(() => createFormat(locale, { timeZone, now }), [locale, timeZone, now]);
}

export function useTimeZone(): string {
  return useSyncExternalStore(never, viewerZone, () => 'UTC');
}

/** One clock for every time on the page. */
function useClock(): Date {
  const rendered = useNow();
  const tick = useSyncExternalStore(
    subscribe,
    () => Math.max(ticked, rendered.getTime()),
    () => rendered.getTime(),
  );
  return useMemo(() => new Date(tick), [tick]);
}

let ticked = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticked = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const never = () => () => {};
const viewerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
