'use client';

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { cn } from '@/lib/cn';

export type Tab = {
  id: string;
  label: ReactNode;
  content: ReactNode;
  /** Nothing in it takes the focus, so the panel does: what scrolls must be reachable by keyboard. */
  isText?: boolean;
};

/** Tabs by the ARIA pattern: arrows, Home and End move, one tab is in the tab order, panels stay mounted. */
export function Tabs({
  label,
  tabs,
  initial,
  className,
  panelClassName,
}: {
  label: string;
  tabs: readonly Tab[];
  initial?: string;
  className?: string;
  panelClassName?: string;
}) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState(initial ?? tabs[0]?.id);

  function onKeyDown(event: KeyboardEvent) {
    const at = tabs.findIndex(({ id }) => id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    setSelected(tabs[index]?.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  }

  return (
    <div className={cn('flex min-h-0 min-w-0 flex-col', className)}>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="flex shrink-0 gap-4 overflow-x-auto border-line border-b"
      >
        {tabs.map(({ id, label: word }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}-tab`}
            aria-controls={`${base}-${id}`}
            aria-selected={id === selected}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => setSelected(id)}
            className="-mb-px h-9 whitespace-nowrap border-transparent border-b-2 text-ink-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink max-md:h-11"
          >
            {word}
          </button>
        ))}
      </div>
      {tabs.map(({ id, content, isText }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${base}-${id}`}
          aria-labelledby={`${base}-${id}-tab`}
          hidden={id !== selected}
          tabIndex={isText ? 0 : undefined}
          className={cn('min-h-0 flex-1 pt-4', panelClassName)}
        >
          {content}
        </div>
      ))}
    </div>
  );
}
