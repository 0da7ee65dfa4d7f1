const firstMs = 15_000;
/** A channel that comes back is tried again this soon at the latest. */
export const waitMsMax = 5 * 60_000;
/** A weekend and a day: whoever reads it later than this reads the page instead. */
export const patienceMs = 72 * 3_600_000;

/** How long to wait after so many attempts, in milliseconds: longer each time, or as the other end asks. */
export function waitAfter(attempts: number, askedMs: number | null = null): number {
  const own = Math.min(waitMsMax, firstMs * 2 ** Math.min(20, attempts - 1));
  return Math.max(own, Math.min(askedMs ?? 0, 3_600_000));
}
