/** A round number not below `value` that an axis can end at. What it counts is whole, and so is its half, which it names. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))));
  const tops = [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power);
  return tops.find((top) => top >= value && top % 2 === 0) ?? 10 * power;
}

/**
 * Where the axis ends: above the busiest day, and above the limit unless that would flatten the days to nothing
 * (the busiest below a tenth of the limit); then the limit is told in words only.
 */
export function chartTop(most: number, limit: number | null): { top: number; showsLimit: boolean } {
  const showsLimit = limit !== null && (most === 0 || most >= limit / 10);
  return { top: niceCeiling(showsLimit ? Math.max(most, limit) : most), showsLimit };
}

/** Stretches of places for which something holds, as first place and length. */
export function stretches(holds: readonly boolean[]): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = [];
  for (const [index, each] of holds.entries()) {
    const last = found.at(-1);
    if (!each) continue;
    if (last && last.from + last.length === index) last.length += 1;
    else found.push({ from: index, length: 1 });
  }
  return found;
}

/** Which of `count` places bear a label: the last, and before it each so manieth that about `most` fit. */
export function labelledPlaces(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  const places: number[] = [];
  for (let place = count - 1; place >= 0; place -= every) places.unshift(place);
  return places;
}
