/** The collector comes to every proxy of a large fleet within five minutes: what is older has fallen behind. */
const oldMs = 5 * 60_000;

/** Whether a figure is drawn grey, with its age: older than the collector's round, or one that failed to be renewed. */
export function isOld(
  { asOf, problem = null }: { asOf: Date; problem?: object | null },
  now: Date = new Date(),
): boolean {
  return problem !== null || now.getTime() - asOf.getTime() > oldMs;
}
