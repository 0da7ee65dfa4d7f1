const minutesADay = 1_440;

export const everyMinutesMax = 60;
/** One a minute: there are no more turns. */
export const dailyMaxMax = minutesADay;

/** Probes that a schedule makes in a day at most: one for each interval that begins in it, within its budget. */
export function probesADay(everyMinutes: number, dailyMax: number): number {
  return Math.min(Math.ceil(minutesADay / everyMinutes), dailyMax);
}
