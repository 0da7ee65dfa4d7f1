'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

export type FormValues = Record<string, string | string[]>;

export type Draft<V> = {
  values: V;
  change: (patch: Partial<V>) => void;
  /** When the values were restored from what was typed before a reload; null otherwise. */
  restoredAt: Date | null;
  startOver: () => void;
  /** Call before a submit: the draft is dropped. */
  submitted: () => void;
  /** Call when an answer comes back to this form: what is typed is a draft again. */
  keep: () => void;
};

type Stored<V> = { at: number; values: V };

/**
 * The form's values, kept in the tab's session storage from the first change on, so that a reload or a sign-in in
 * between loses nothing. `isPrefilled` (a deep link, or values that a server action sent back) wins over a draft.
 * The idempotency key belongs to the values; it is made anew when they change after a submit, for then it is
 * another request.
 */
export function useDraft<V extends { idempotencyKey: string }>(
  storageKey: string,
  initial: V,
  isPrefilled: boolean,
): Draft<V> {
  const [values, setValues] = useState(initial);
  const [restoredAt, setRestoredAt] = useState<Date | null>(null);
  const latest = useRef(initial);
  const wasSubmitted = useRef(false);

  const put = useCallback((next: V) => {
    latest.current = next;
    setValues(next);
  }, []);

  // With the commit itself: a key pressed before a later effect would write over what is to be restored here.
  useLayoutEffect(() => {
    const stored = isPrefilled ? null : read<V>(storageKey);
    if (!stored) return;
    put({ ...latest.current, ...stored.values });
    setRestoredAt(new Date(stored.at));
  }, [storageKey, isPrefilled, put]);

  const change = useCallback(
    (patch: Partial<V>) => {
      const next = { ...latest.current, ...patch };
      if (wasSubmitted.current) next.idempotencyKey = newKey();
      wasSubmitted.current = false;
      write(storageKey, next);
      put(next);
    },
    [storageKey, put],
  );

  const startOver = useCallback(() => {
    remove(storageKey);
    setRestoredAt(null);
    put({ ...initial, idempotencyKey: newKey() });
  }, [storageKey, initial, put]);

  const submitted = useCallback(() => {
    wasSubmitted.current = true;
    remove(storageKey);
  }, [storageKey]);

  const keep = useCallback(() => write(storageKey, latest.current), [storageKey]);

  return { values, change, restoredAt, startOver, submitted, keep };
}

/** `randomUUID` is there in secure contexts only; random values are there everywhere. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read<V>(key: string): Stored<V> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write<V>(key: string, values: V): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), values } satisfies Stored<V>));
  } catch {
    // A full or forbidden storage only costs the draft.
  }
}

function remove(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
