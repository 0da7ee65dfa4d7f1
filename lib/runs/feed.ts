import 'server-only';
import { listen } from '../db/database';
import { log } from '../log';
import { payAttention } from './attention';
import { getRun, listRunEvents } from './data';
import { runChannel } from './store';
import type { Run, RunEvent } from './types';

/** What a watcher is told: events it has not seen, in order, and the run when it changed. */
export type Watcher = { events(events: RunEvent[]): void; run(run: Run): void };

/** One run's watchers in this process: the database is asked once for all of them. */
type Topic = {
  watchers: Set<Watcher>;
  lastEventId: number;
  lastRun: string;
  reading: Promise<void> | null;
  isStale: boolean;
};

type Hub = { topics: Map<string, Topic>; listening: Promise<unknown> | null };

/** Words can be lost on the way (a reconnecting database): every topic is read this often without one. */
const sweepMs = 5_000;

const holder = globalThis as typeof globalThis & { sluiceRunHub?: Hub };

/**
 * Tells the watcher what happens to a run from event `afterId` on: first what the database holds, then live, each
 * event once and in order. Answers how to stop. `run` is told at once, and again whenever it changed.
 */
export async function watchRun(
  runId: string,
  afterId: number,
  watcher: Watcher,
): Promise<() => void> {
  const hub = await openHub();
  const topic = topicOf(hub, runId, afterId);
  // Live news waits here until what the database holds has been told.
  const backlog: RunEvent[] = [];
  let latest: Run | null = null;
  let told: number | null = null;
  const live: Watcher = {
    run(run) {
      if (told === null) latest = run;
      else watcher.run(run);
    },
    events(events) {
      if (told === null) backlog.push(...events);
      else tell(events);
    },
  };
  const tell = (events: RunEvent[]) => {
    const fresh = events.filter(({ id }) => id > (told ?? afterId));
    told = fresh.at(-1)?.id ?? told;
    if (fresh.length > 0) watcher.events(fresh);
  };
  topic.watchers.add(live);
  const stop = () => {
    topic.watchers.delete(live);
    if (topic.watchers.size === 0) hub.topics.delete(runId);
  };
  try {
    const [run, events] = [await getRun(runId), await listRunEvents(runId, afterId)];
    told = afterId;
    tell(events);
    tell(backlog);
    const current = latest ?? run;
    if (current) watcher.run(current);
  } catch (thrown) {
    stop();
    throw thrown;
  }
  read(runId, topic);
  return stop;
}

function openHub(): Promise<Hub> {
  holder.sluiceRunHub ??= { topics: new Map(), listening: null };
  const hub = holder.sluiceRunHub;
  hub.listening ??= begin(hub).catch((thrown) => {
    hub.listening = null;
    throw thrown;
  });
  return hub.listening.then(() => hub);
}

async function begin(hub: Hub): Promise<void> {
  const hear = (runId: string) => {
    const topic = hub.topics.get(runId);
    if (topic) read(runId, topic);
  };
  await listen(runChannel, hear);
  const sweep = (runId: string) => {
    hear(runId);
    payAttention(runId);
  };
  setInterval(() => [...hub.topics.keys()].forEach(sweep), sweepMs).unref();
}

function topicOf(hub: Hub, runId: string, lastEventId: number): Topic {
  const found = hub.topics.get(runId);
  if (found) return found;
  const topic = {
    watchers: new Set<Watcher>(),
    lastEventId,
    lastRun: '',
    reading: null,
    isStale: false,
  };
  hub.topics.set(runId, topic);
  payAttention(runId);
  return topic;
}

/** Reads what is new and tells all; words that arrive meanwhile make one more reading, however many they are. */
function read(runId: string, topic: Topic): void {
  topic.isStale = true;
  topic.reading ??= (async () => {
    while (topic.isStale && topic.watchers.size > 0) {
      topic.isStale = false;
      // The run first: a final state is told after all that led to it.
      const run = await getRun(runId);
      const events = await listRunEvents(runId, topic.lastEventId);
      topic.lastEventId = events.at(-1)?.id ?? topic.lastEventId;
      for (const watcher of topic.watchers) watcher.events(events);
      const now = JSON.stringify(run);
      if (!run || now === topic.lastRun) continue;
      topic.lastRun = now;
      for (const watcher of topic.watchers) watcher.run(run);
    }
  })()
    .catch((error) => log.error('run_feed', { runId, error }))
    .finally(() => {
      topic.reading = null;
    });
}
