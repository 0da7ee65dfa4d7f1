/** A number not below `value` that an axis can end at: 1, 2, 2.5 or 5 times a power of ten; 1 for nothing. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((each) => each * power >= value) ?? 10;
  return Math.max(1, step * power);
}

/**
 * Where the axis ends: above the busiest day, and above the limit unless that would flatten the days to nothing
 * (the busiest below a tenth of the limit); then the limit is told in words only.
 */
export function chartTop(most: number, limit: number | null): { top: number; showsLimit: boolean } {
  const showsLimit = limit !== null && (most === 0 || most >= limit / 10);
  return { top: niceCeiling(showsLimit ? Math.max(most, limit) : most), showsLimit };
}
