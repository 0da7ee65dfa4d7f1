'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input } from './input';

/** A search field that sends its form while one types, but never in the middle of an IME composition. */
export function SearchBox({
  name,
  label,
  placeholder,
  initial,
}: {
  name: string;
  label: string;
  placeholder: string;
  initial: string;
}) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  // The URL decides (a cleared filter, Back), but never against somebody who is typing.
  useEffect(() => {
    const input = field.current;
    if (input && input !== document.activeElement) input.value = initial;
  }, [initial]);

  function submitSoon(input: HTMLInputElement) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => input.form?.requestSubmit(), 250);
  }
  return (
    <span className="relative block">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        ref={field}
        type="search"
        name={name}
        aria-label={label}
        placeholder={placeholder}
        defaultValue={initial}
        maxLength={256}
        autoComplete="off"
        className="pl-8"
        onChange={({ nativeEvent, currentTarget }) => {
          if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing))
            submitSoon(currentTarget);
        }}
        onCompositionEnd={({ currentTarget }) => submitSoon(currentTarget)}
      />
    </span>
  );
}
