'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Has the page rendered anew: the run ended while it was being made, and what stands around it is older. */
export function RefreshOnce() {
  const router = useRouter();
  useEffect(() => router.refresh(), [router]);
  return null;
}
