/** One source of one proxy, as far as it matters for whose turn it is. Times in milliseconds since 1970. */
export type Turn = {
  /** When it was last asked, well or in vain; null where it never was. */
  triedAt: number | null;
  isFailing: boolean;
  /** How much of its quota is used, as far as is known: 0 to 1. */
  share: number;
};

/** Figures on pages are younger than five minutes: from here on age alone decides. */
const oldMs = 210_000;
/** What failed is asked again after this long at the earliest. */
const failingMs = 30_000;
/** From this share of the quota on the nearer one goes first. */
const nearShare = 0.5;

/**
 * Who is asked next: what was never asked, then what has grown old, then what is nearest to its limit, then what
 * was asked the longest ago. Null while everything is younger than `youngMs`.
 */
export function nextTurn<T extends Turn>(
  turns: readonly T[],
  now: number,
  youngMs: number,
): T | null {
  let best: { turn: T; rank: [number, number] } | null = null;
  for (const turn of turns) {
    const rank = rankOf(turn, now, youngMs);
    if (rank && (!best || isBefore(rank, best.rank))) best = { turn, rank };
  }
  return best?.turn ?? null;
}

function rankOf(turn: Turn, now: number, youngMs: number): [number, number] | null {
  if (turn.triedAt === null) return [0, 0];
  const ageMs = now - turn.triedAt;
  if (ageMs < (turn.isFailing ? Math.max(youngMs, failingMs) : youngMs)) return null;
  if (ageMs >= oldMs) return [1, -ageMs];
  if (turn.share >= nearShare) return [2, -turn.share];
  return [3, -ageMs];
}

function isBefore(a: [number, number], b: [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
