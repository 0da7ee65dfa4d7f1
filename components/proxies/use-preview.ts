'use client';

import { useDeferredValue, useEffect, useMemo, useState } from 'react';

type Core = typeof import('@/lib/proxies/preview');

/**
 * Renders with the launch's own code, loaded after the form so that typing never waits for it; the last result stays
 * while the next is on its way.
 */
export function usePreview<V, P>(values: V, render: (core: Core, values: V) => P): P | null {
  const [core, setCore] = useState<Core | null>(null);
  const settled = useDeferredValue(values);
  useEffect(() => {
    let isMounted = true;
    import('@/lib/proxies/preview').then((loaded) => isMounted && setCore(loaded));
    return () => {
      isMounted = false;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `render` closes over what never changes on a page
  return useMemo(() => attempt(core, (loaded) => render(loaded, settled)), [core, settled]);
}

/** A preview that cannot be drawn is a bug to report, and no reason to take the form away. */
function attempt<P>(core: Core | null, render: (core: Core) => P): P | null {
  try {
    return core && render(core);
  } catch (error) {
    if (typeof reportError === 'function') reportError(error);
    return null;
  }
}
