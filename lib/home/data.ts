import 'server-only';
import { and, count, desc, eq, gte } from 'drizzle-orm';
import { readAccountCounts, readAppliedQuotas } from '../aws/account-limits';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { audit } from '../db/schema';
import type { Known } from '../known';
import { readStandingFleet } from '../proxies/fleet';
import { planKeys } from '../usage/data';
import { type HeadRoomRow, headRoom, type OwnCounts } from './head-room';

export type HeadRoom = {
  rows: HeadRoomRow[];
  /** Each source with its age, or why it has none. */
  account: Known<unknown>;
  own: Known<unknown>;
  quotas: Known<unknown>;
  region: string;
};

/** How much room the account leaves, of what is remembered of it. */
export async function getHeadRoom(): Promise<HeadRoom> {
  const target = mainTarget();
  const [fleet, account, quotas] = await Promise.all([
    readStandingFleet(),
    readAccountCounts(target),
    readAppliedQuotas(target),
  ]);
  const own = fleet.value && ownCounts([...fleet.value.proxies, ...fleet.value.networks]);
  return {
    rows: headRoom(account.value, own, quotas.value),
    account,
    own: fleet,
    quotas,
    region: target.region,
  };
}

type Counted = { stack: unknown; facts: { outputs: Record<string, string> } };

function ownCounts(standings: readonly Counted[]): OwnCounts {
  const stacks = standings.filter(({ stack }) => stack !== null);
  const keys = stacks.flatMap(({ facts }) => planKeys(facts.outputs));
  return { stacks: stacks.length, apiKeys: keys.length };
}

/** How often the gate refused whom since then, most often first. */
export async function countDenials(since: Date): Promise<{ actor: string; count: number }[]> {
  const times = count();
  return (await db())
    .select({ actor: audit.actor, count: times })
    .from(audit)
    .where(and(eq(audit.action, 'access.denied'), gte(audit.at, since)))
    .groupBy(audit.actor)
    .orderBy(desc(times));
}
