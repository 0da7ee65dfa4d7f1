'use client';

import { type RefObject, useDeferredValue, useEffect, useRef, useState } from 'react';

/** A box's text, and the same once typing gives time to read it: reading waits for typing, never the other way round. */
export function usePasted(initial = ''): {
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  settled: string;
  setText: (text: string) => void;
} {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  // What was pasted before React took the page over.
  useEffect(() => setText((now) => now || (box.current?.value ?? '')), []);
  return { box, text, settled: useDeferredValue(text), setText };
}
