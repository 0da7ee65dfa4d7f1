import type { EmptyForecast } from './types';

/** How a forecast's interval is said: `± minutes` where both sides are about alike, else from when to when. */
export type Spread =
  | { kind: 'steady'; at: Date; seconds: number }
  | { kind: 'between'; at: Date; earliest: Date; latest: Date }
  | { kind: 'perhaps'; at: Date; earliest: Date };

const stepMs = 5 * 60_000;

/** In steps of five minutes, the interval never narrower than it is: nobody can know it better. */
export function spreadOf({ at, earliest, latest }: EmptyForecast): Spread {
  const about = new Date(Math.round(at.getTime() / stepMs) * stepMs);
  const from = new Date(Math.floor(earliest.getTime() / stepMs) * stepMs);
  if (latest === null) return { kind: 'perhaps', at: about, earliest: from };
  const to = new Date(Math.ceil(latest.getTime() / stepMs) * stepMs);
  const [before, after] = [about.getTime() - from.getTime(), to.getTime() - about.getTime()];
  const isSteady = Math.abs(before - after) <= Math.max(stepMs, (before + after) / 5);
  if (isSteady) return { kind: 'steady', at: about, seconds: Math.max(before, after) / 1000 };
  return { kind: 'between', at: about, earliest: from, latest: to };
}
