import 'server-only';
import { log } from '../log';
import type { StackFacts } from '../proxies/types';
import { addDays, midnight, utcDay } from './calendar';
import { outlookOf } from './outlook';
import { readHours, readRequests, readSource } from './traffic';
import type { KeyUsage, Outlook } from './types';

/** A forecast moves slowly, and its history is long to read. */
const ttlMs = { page: 20_000, fleet: 180_000 };
/** Four weeks say enough of a day; a week or a month is compared with three months. */
const daysRead = { DAY: 28, WEEK: 90, MONTH: 90 } as const;

type Asked = {
  facts: Pick<StackFacts, 'outputs'>;
  keys: readonly Pick<KeyUsage, 'keyId' | 'role' | 'gauge'>[];
};
type Entry = { outlook: Outlook | null; at: number; reading: Promise<void> | null };

const holder = globalThis as typeof globalThis & {
  sluiceOutlooks?: { entries: Map<string, Entry>; last: Promise<void> };
};
const entriesMax = 5_000;

/** Pace and forecast of a proxy for its own page, from what the collector knows. Null where that is nothing, or old. */
export async function getOutlook(asked: Asked): Promise<Outlook | null> {
  const entry = entryOf(asked);
  if (!entry) return null;
  if (Date.now() - entry.at > ttlMs.page) await refresh(entry, asked);
  return entry.outlook;
}

/** The same as it was last worked out, for a fleet: one after the other is brought up to date behind the viewer's back. */
export function recallOutlook(asked: Asked): Outlook | null {
  const entry = entryOf(asked);
  if (!entry) return null;
  const memory = memoryOf();
  if (Date.now() - entry.at > ttlMs.fleet && !entry.reading) {
    memory.last = memory.last.then(() => refresh(entry, asked));
  }
  const isOld = Date.now() - entry.at > 2 * ttlMs.fleet;
  return isOld ? null : entry.outlook;
}

function memoryOf() {
  holder.sluiceOutlooks ??= { entries: new Map(), last: Promise.resolve() };
  return holder.sluiceOutlooks;
}

function entryOf({ facts }: Asked): Entry | null {
  const { entries } = memoryOf();
  const { RestApiId } = facts.outputs;
  if (!RestApiId) return null;
  const found = entries.get(RestApiId) ?? { outlook: null, at: 0, reading: null };
  if (!entries.has(RestApiId)) {
    const [oldest] = entries.keys();
    if (entries.size >= entriesMax && oldest !== undefined) entries.delete(oldest);
    entries.set(RestApiId, found);
  }
  return found;
}

/** One at a time for each proxy; a read that fails leaves what was. */
function refresh(entry: Entry, asked: Asked): Promise<void> {
  entry.reading ??= read(asked)
    .then((outlook) => {
      entry.outlook = outlook;
      entry.at = Date.now();
    })
    .catch((error) => log.warn('usage.outlook_failed', { error }))
    .finally(() => {
      entry.reading = null;
    });
  return entry.reading;
}

async function read({ facts, keys }: Asked): Promise<Outlook | null> {
  const { RestApiId = '' } = facts.outputs;
  const { asOf, since } = await readSource(RestApiId, 'log');
  if (!asOf || !since) return null;
  const consumers = keys.filter(({ role }) => role === 'consumer');
  const gauge = consumers.find((key) => key.gauge)?.gauge ?? null;
  const today = utcDay(asOf);
  const firstDay = addDays(today, -daysRead[gauge?.period ?? 'DAY']);
  const [hours, requests] = await Promise.all([
    readHours(RestApiId, firstDay, today),
    readRequests(RestApiId, new Date(asOf.getTime() - 3_600_000), asOf),
  ]);
  if (!hours.value || !requests.value) return null;
  const first = midnight(firstDay);
  const traffic = { hours: hours.value, requests: requests.value, asOf };
  return outlookOf(
    { ...traffic, since: new Date(Math.max(since.getTime(), first.getTime())) },
    consumers.map(({ keyId, gauge }) => ({ keyId, left: gauge?.left ?? null })),
    gauge?.resetsAt ?? null,
    new Date(),
  );
}
