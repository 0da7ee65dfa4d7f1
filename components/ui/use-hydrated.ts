'use client';

import { useSyncExternalStore } from 'react';

/** False in the server's HTML and until React has taken it over; a control that needs React can wait for it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}
