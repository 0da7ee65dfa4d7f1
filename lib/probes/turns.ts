import { createHash } from 'node:crypto';
import { addDays, midnight, utcDay } from '../usage/calendar';

const minuteMs = 60_000;

/** A turn's place within its interval: a proxy's own part of it, and a little that differs from turn to turn. */
const wobbleShare = 0.2;

export type Turns = { targetId: string; proxy: string; everyMinutes: number };

/** What of a day's budget is used, by the UTC day that it was counted on. */
export type Spending = { dailyMax: number; spent: number; spentOn: string | null };

/**
 * The first turn after a moment. There is one in each interval, wherever it is computed and however often: a proxy has
 * its own place in it, so that a fleet spreads over the interval, and two turns lie between 0.8 and 1.2 intervals apart,
 * so that no rhythm of the upstream hides behind the schedule's.
 */
export function turnAfter(turns: Turns, after: Date): Date {
  const everyMs = turns.everyMinutes * minuteMs;
  for (let count = Math.floor(after.getTime() / everyMs); ; count++) {
    const turn = turnOf(turns, everyMs, count);
    if (turn > after) return turn;
  }
}

/** As `turnAfter`, but where the day's budget is used up, the first of the next UTC day. */
export function affordableTurnAfter(turns: Turns, spending: Spending, after: Date): Date {
  const turn = turnAfter(turns, after);
  return isUsedUp(spending, turn) ? turnAfter(turns, midnight(addDays(utcDay(turn), 1))) : turn;
}

/** Whether the day of a moment has no probe left. */
export function isUsedUp({ dailyMax, spent, spentOn }: Spending, at: Date): boolean {
  return spent >= dailyMax && spentOn === utcDay(at);
}

function turnOf({ targetId, proxy }: Turns, everyMs: number, count: number): Date {
  const place = shareOf(`${targetId}/${proxy}`) * (1 - wobbleShare);
  const wobble = shareOf(`${targetId}/${proxy}/${count}`) * wobbleShare;
  return new Date(Math.floor((count + place + wobble) * everyMs));
}

/** From 0 to 1, evenly, and the same in every process. */
function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
