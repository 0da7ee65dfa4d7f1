import 'server-only';
import type { Known, Problem } from '../known';
import { log } from '../log';
import { toProblem } from './errors';
import { loadSnapshot, saveSnapshot } from './snapshots';
import type { Target } from './targets';

type Entry = {
  value: unknown;
  asOf: Date | null;
  problem: Problem | null;
  /** When the read that gave this entry its state began. */
  checkedAt: number;
  failedAt: number;
  forgottenAt: number;
  flight: { startedAt: number; done: Promise<void> } | null;
  loading: Promise<void> | null;
};

/** A failed read is not repeated sooner than this, however many ask. */
const retryAfterMs = 3_000;
/** How long a viewer waits for a fresh answer when an older one could be shown. */
const patienceMsDefault = 1_500;
/** A read may take this long before its answer is told to be old. */
const slowMs = 3_000;
/** Far above what one installation reads; the oldest entries go first and come back from the database. */
const entriesMax = 10_000;

const holder = globalThis as typeof globalThis & { sluiceMemory?: Map<string, Entry> };

/**
 * The shared answer to a read of AWS. However many ask, one read is in flight and none starts while the answer is
 * younger than `ttlMs`. A read that fails keeps the last answer, with its age and the problem; the last answer
 * survives a restart in the database. With an older answer at hand nobody waits longer than `patienceMs`; who waited
 * in vain is told that it is old.
 */
export async function remember<T>(
  target: Target,
  key: string,
  ttlMs: number,
  read: () => Promise<T>,
  options: { patienceMs?: number; firstPatienceMs?: number } = {},
): Promise<Known<T>> {
  const entry = entryOf(target, key);
  entry.loading ??= restore(target, key, entry);
  await entry.loading;
  if (isFresh(entry, ttlMs)) return known<T>(entry);

  const patienceMs = entry.asOf
    ? (options.patienceMs ?? patienceMsDefault)
    : (options.firstPatienceMs ?? Number.POSITIVE_INFINITY);
  const began = Date.now();
  const arrival = (flight: NonNullable<Entry['flight']>) =>
    within(Math.max(0, patienceMs - (Date.now() - began)), flight.done);
  // What it will tell is older than what is known to have changed: another has to follow it.
  if (entry.flight && entry.flight.startedAt < entry.forgottenAt) await arrival(entry.flight);
  if (!entry.flight && !isFresh(entry, ttlMs)) takeOff(target, key, ttlMs, read, entry);
  if (entry.flight) await arrival(entry.flight);
  // A slow read is old when it comes: what it tells is of when it began. Who asked to wait for so long, for a decision
  // say, has what they asked for: it began after they did.
  const ageMs = Date.now() - entry.checkedAt;
  const isAsked = entry.checkedAt >= began && ageMs <= (options.patienceMs ?? 0);
  const isOld = entry.flight !== null || (ageMs > ttlMs + slowMs && !isAsked);
  const isLate = patienceMs > 0 && isOld && !isFresh(entry, ttlMs);
  return known<T>(entry, isLate ? late : null);
}

/** The last answer that was had, by this process or another, with its age. Nobody asks AWS for a newer one. */
export async function recall<T>(target: Target, key: string): Promise<Known<T>> {
  const entry = entryOf(target, key);
  entry.loading ??= restore(target, key, entry);
  await entry.loading;
  return known<T>(entry);
}

/** As recall, with what another process may have learnt since: one look at the database. */
export async function recallNewest<T>(target: Target, key: string): Promise<Known<T>> {
  const entry = entryOf(target, key);
  await restore(target, key, entry);
  return known<T>(entry);
}

/** Makes the next `remember` of this key ask AWS, because something is known to have changed. */
export function forget(target: Target, key: string): void {
  Object.assign(entryOf(target, key), {
    forgottenAt: Date.now(),
    failedAt: Number.NEGATIVE_INFINITY,
  });
}

function entryOf(target: Target, key: string): Entry {
  holder.sluiceMemory ??= new Map();
  const id = `${target.id} ${key}`;
  const found = holder.sluiceMemory.get(id);
  if (found) return found;
  if (holder.sluiceMemory.size >= entriesMax) {
    const [oldest] = holder.sluiceMemory.keys();
    if (oldest !== undefined) holder.sluiceMemory.delete(oldest);
  }
  const entry: Entry = {
    value: null,
    asOf: null,
    problem: null,
    checkedAt: Number.NEGATIVE_INFINITY,
    failedAt: Number.NEGATIVE_INFINITY,
    forgottenAt: Number.NEGATIVE_INFINITY,
    flight: null,
    loading: null,
  };
  holder.sluiceMemory.set(id, entry);
  return entry;
}

function isFresh(entry: Entry, ttlMs: number): boolean {
  const now = Date.now();
  if (now - entry.failedAt < Math.min(retryAfterMs, ttlMs)) return true;
  return (
    entry.problem === null && entry.checkedAt > entry.forgottenAt && now - entry.checkedAt < ttlMs
  );
}

function takeOff<T>(
  target: Target,
  key: string,
  ttlMs: number,
  read: () => Promise<T>,
  entry: Entry,
): void {
  // It begins after what was forgotten, in the same millisecond too.
  const startedAt = Math.max(Date.now(), entry.forgottenAt + 1);
  entry.flight = { startedAt, done: refresh() };

  async function refresh(): Promise<void> {
    try {
      await restore(target, key, entry);
      if (isFresh(entry, ttlMs)) return;
      const value = await read();
      Object.assign(entry, {
        value,
        asOf: new Date(startedAt),
        problem: null,
        checkedAt: startedAt,
        failedAt: Number.NEGATIVE_INFINITY,
      });
      await saveSnapshot(target.id, key, { value, asOf: new Date(startedAt) }).catch(() => {});
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (entry.problem?.code !== problem.code) log.warn('aws.read_failed', { key, ...problem });
      Object.assign(entry, { problem, failedAt: Date.now() });
    } finally {
      entry.flight = null;
    }
  }
}

/** Takes over a newer answer that this or another process left in the database. */
async function restore(target: Target, key: string, entry: Entry): Promise<void> {
  const snapshot = await loadSnapshot(target.id, key).catch(() => null);
  if (!snapshot || (entry.asOf && snapshot.asOf <= entry.asOf)) return;
  const checkedAt = snapshot.asOf.getTime();
  Object.assign(entry, { ...snapshot, checkedAt, problem: null });
}

const late: Problem = { code: 'unavailable', detail: null, isSlow: true };

function known<T>(entry: Entry, lateness: Problem | null = null): Known<T> {
  const problem = entry.problem ?? lateness;
  if (entry.asOf) return { value: entry.value as T, asOf: entry.asOf, problem };
  return { value: null, asOf: null, problem: problem ?? late };
}

function within(ms: number, done: Promise<void>): Promise<void> {
  if (ms === Number.POSITIVE_INFINITY) return done;
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    done.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
