import 'server-only';
import { sql } from 'drizzle-orm';
import { readStageCounts, stagesPerCall } from '../aws/api-metrics';
import type { Target } from '../aws/targets';
import { db } from '../db/database';
import { usageCounts } from '../db/schema';
import { type SourceRow, saveProblem, saveRead, sourceKey } from './sources';
import type { Subject } from './subjects';

const slotMs = 5 * 60_000;
/** Metrics come a minute or three late (aws-facts E, UNCONFIRMED): what was read of the last slots is read again. */
const openMs = 3 * slotMs;
const firstReadMs = 24 * 3_600_000;

/** Asks CloudWatch about all these proxies, as many a call as it takes. Never rejects. */
export async function collectCounts(
  target: Target,
  subjects: readonly Subject[],
  sources: ReadonlyMap<string, SourceRow>,
): Promise<void> {
  for (let start = 0; start < subjects.length; start += stagesPerCall)
    await collectBatch(target, subjects.slice(start, start + stagesPerCall), sources);
}

async function collectBatch(
  target: Target,
  subjects: readonly Subject[],
  sources: ReadonlyMap<string, SourceRow>,
): Promise<void> {
  const began = new Date();
  const known = subjects.map(({ apiId }) => sources.get(sourceKey(apiId, 'metrics'))?.asOf);
  const oldest = Math.min(...known.map((asOf) => asOf?.getTime() ?? 0));
  const open = Math.max(oldest - openMs, began.getTime() - firstReadMs);
  const from = new Date(Math.floor(open / slotMs) * slotMs);
  // The slot that is under way ends in the future, and is answered as far as it goes.
  const to = new Date(Math.floor(began.getTime() / slotMs) * slotMs + slotMs);
  try {
    const stages = subjects.map(({ proxy, stage }) => ({ apiName: proxy, stage }));
    const counts = await readStageCounts(target, stages, { from, to, periodSeconds: 300 });
    const rows = subjects.flatMap(({ apiId }, index) =>
      (counts[index] ?? []).map((count) => ({ targetId: target.id, apiId, ...count })),
    );
    await (await db()).transaction(async (database) => {
      for (let start = 0; start < rows.length; start += rowsPerInsert)
        await database
          .insert(usageCounts)
          .values(rows.slice(start, start + rowsPerInsert))
          .onConflictDoUpdate({
            target: [usageCounts.targetId, usageCounts.apiId, usageCounts.slot],
            set: {
              requests: sql`excluded.requests`,
              errors4xx: sql`excluded.errors_4xx`,
              errors5xx: sql`excluded.errors_5xx`,
            },
          });
      const read = subjects.map(({ apiId }) => ({ subject: apiId, asOf: began, since: from }));
      await saveRead(database, target, 'metrics', read);
    });
  } catch (thrown) {
    await saveProblem(
      target,
      'metrics',
      subjects.map(({ apiId }) => apiId),
      thrown,
    );
  }
}

/** PostgreSQL takes 65,535 parameters, and a row has six. */
const rowsPerInsert = 5_000;
