import type { Context } from './commands';
import { type ExitCode, exitCodes } from './failure';
import type { MyKey, MyUsage } from './types';

type Page = { items: MyUsage[]; next: string | null; asOf: string };

/** What the token's owner's keys have used and have left, of one proxy or of all. */
export async function usage({ client, output }: Context, name: string): Promise<ExitCode> {
  const now = Date.now();
  let count = 0;
  let after: string | null = '';
  while (after !== null) {
    const query: Record<string, string> = {
      ...(name ? { name } : {}),
      ...(after ? { after } : {}),
    };
    const { body }: { body: Page } = await client.ask<Page>('GET', '/usage', { query });
    for (const item of body.items) {
      output.json(item);
      for (const line of usageLines(item, now)) output.say(line);
    }
    count += body.items.length;
    after = body.next;
  }
  if (count === 0)
    output.say('No key is yours: neither yours, nor of a proxy of yours or your teams.');
  return exitCodes.done;
}

export function usageLines(item: MyUsage, now: number): string[] {
  const { name, team, environment, keys, limits, asOf, problem } = item;
  const age = asOf === null ? 'not known so far' : `as of ${spent(now - Date.parse(asOf))} ago`;
  const why = problem ? ` (${problem.code})` : '';
  return [
    `${name} (${team}, ${environment})`,
    ...keys.flatMap((key) => keyLines(key, limits, now)),
    `  ${age}${why}`,
  ];
}

function keyLines(key: MyKey, limits: MyUsage['limits'], now: number): string[] {
  const named = `  key ${key.label}${key.consumer ? ` of ${key.consumer}` : ''}`;
  if (!key.quota) {
    const throttle = limits ? `no quota, ${limits.rate}/s, burst ${limits.burst}` : 'not known';
    return [`${named}: ${limits?.hasQuota ? 'not known yet' : throttle}`];
  }
  const { used, left, limit, period, resetsAt, extension, state } = key.quota;
  const total = limit + (extension?.granted ?? 0);
  const resets = `resets ${clock(resetsAt, 'UTC')} UTC = ${clock(resetsAt)} here, in ${spent(Date.parse(resetsAt) - now)}`;
  return [
    `${named}: ${left} of ${total} left, ${used} used this ${period.toLowerCase()}${state === 'spent' ? ', SPENT' : ''}; ${resets}`,
    ...(extension?.grants ?? []).map(
      ({ amount, by, reason }) => `    limit ${limit} + ${amount} granted by ${by}: ${reason}`,
    ),
  ];
}

/** `2026-11-25 00:00`, in UTC or in the zone of this machine. */
function clock(moment: string, timeZone?: string): string {
  const format = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(new Date(moment));
}

function spent(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return 'less than a minute';
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days} d ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
