'use client';

import { type KeyboardEvent, type PointerEvent, useState } from 'react';

/**
 * A cursor over the places of a chart, by keyboard and by pointer. The props make the chart's area a slider: the one
 * role whose value every screen reader tells as the arrows move it.
 */
export function useChartCursor({
  label,
  textOf,
  count,
  initial,
  move,
  placeAt,
}: {
  label: string;
  /** What stands at a place, in words. */
  textOf: (place: number) => string;
  count: number;
  /** Where it stands when the keyboard comes to it. */
  initial: number;
  /** Where a key leads from a place; null for a key that means nothing here. */
  move: (key: string, from: number) => number | null;
  /** The place under a point of the area, each between 0 and 1. */
  placeAt: (x: number, y: number) => number;
}) {
  const [place, setPlace] = useState<number | null>(null);
  const clamp = (value: number) => Math.min(count - 1, Math.max(0, value));
  const at = place === null ? clamp(initial) : clamp(place);

  function onPointer({ currentTarget, clientX, clientY }: PointerEvent) {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    setPlace(clamp(placeAt((clientX - left) / width, (clientY - top) / height)));
  }

  return {
    /** Null while nobody points at anything. */
    place: place === null ? null : at,
    sliderProps: {
      role: 'slider',
      tabIndex: 0,
      'aria-label': label,
      'aria-valuetext': textOf(at),
      'aria-valuemin': 1,
      'aria-valuemax': count,
      'aria-valuenow': at + 1,
      onPointerMove: onPointer,
      onPointerDown: onPointer,
      onPointerLeave: (event: PointerEvent) => {
        if (event.currentTarget !== document.activeElement) setPlace(null);
      },
      onFocus: () => setPlace(at),
      onBlur: () => setPlace(null),
      onKeyDown: (event: KeyboardEvent) => {
        const next = move(event.key, at);
        if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        setPlace(clamp(next));
      },
    } as const,
  };
}
