import 'server-only';
import { sql } from 'drizzle-orm';
import type { Target } from '../aws/targets';
import { readUsage, type UsageRows } from '../aws/usage-plans';
import { db } from '../db/database';
import { usageDays } from '../db/schema';
import { addDays, daysFrom, type UtcDay, utcDay } from './calendar';
import { type SourceRow, saveProblem, saveRead } from './sources';
import type { Subject } from './subjects';

/** GetUsage answers for at most 90 days (aws-facts B2). */
const daysMax = 90;
/** A day may still grow in GetUsage so long after its end: it lags 40 minutes (aws-facts B2). */
const settledMs = 2 * 3_600_000;

type Row = typeof usageDays.$inferInsert;

/**
 * Asks GetUsage about one plan and keeps the days: the first time all it has, later those that may have changed.
 * Answers how much of a DAY quota the busiest key has used, as GetUsage says; never rejects.
 */
export async function collectDays(
  target: Target,
  subject: Subject,
  before: SourceRow | undefined,
): Promise<{ share: number }> {
  const began = new Date();
  const today = utcDay(began);
  const openMs = before?.asOf ? before.asOf.getTime() - settledMs : Number.NEGATIVE_INFINITY;
  const oldestMs = Date.parse(addDays(today, 1 - daysMax));
  const firstDay = utcDay(new Date(Math.max(openMs, oldestMs)));
  const { usagePlanId } = subject;
  try {
    const answer = await readUsage(target, { usagePlanId, startDate: firstDay, endDate: today });
    const rows = rowsOf(target, subject, answer, { firstDay, today, asOf: began });
    await save(target, usagePlanId, rows, { asOf: began, since: new Date(`${firstDay}T00:00Z`) });
    const limit = subject.limits.quota?.limit;
    const used = Math.max(0, ...rows.filter(({ day }) => day === today).map((row) => row.used));
    return { share: limit ? used / limit : 0 };
  } catch (thrown) {
    await saveProblem(target, 'usage', [usagePlanId], thrown);
    return { share: 0 };
  }
}

/** A key that GetUsage leaves out had no requests; a day it does not reach is not known, and has no row. */
function rowsOf(
  target: Target,
  { usagePlanId, keyIds, limits }: Subject,
  answer: UsageRows,
  { firstDay, today, asOf }: { firstDay: UtcDay; today: UtcDay; asOf: Date },
): Row[] {
  const days = daysFrom(firstDay, today);
  return [...new Set([...keyIds, ...Object.keys(answer)])].flatMap((keyId) =>
    days.flatMap((day, index): Row[] => {
      const told = answer[keyId];
      const pair = told ? told[index] : ([0, null] as const);
      if (!pair) return [];
      const [used, remaining] = pair;
      // A past day without requests is told by its absence.
      if (used === 0 && day < today) return [];
      const quotaLimit = day === today ? (limits.quota?.limit ?? null) : null;
      return [{ targetId: target.id, usagePlanId, keyId, day, used, remaining, quotaLimit, asOf }];
    }),
  );
}

async function save(
  target: Target,
  usagePlanId: string,
  rows: Row[],
  read: { asOf: Date; since: Date },
): Promise<void> {
  await (await db()).transaction(async (database) => {
    if (rows.length > 0)
      await database
        .insert(usageDays)
        .values(rows)
        .onConflictDoUpdate({
          target: [usageDays.targetId, usageDays.usagePlanId, usageDays.keyId, usageDays.day],
          set: {
            used: sql`excluded.used`,
            remaining: sql`excluded.remaining`,
            quotaLimit: sql`coalesce(excluded.quota_limit, ${usageDays.quotaLimit})`,
            asOf: sql`excluded.as_of`,
          },
        });
    await saveRead(database, target, 'usage', [{ subject: usagePlanId, ...read }]);
  });
}
