import { count, inArray } from 'drizzle-orm';
import { db } from '../../lib/db/database';
import { runs } from '../../lib/db/schema';
import { startUsageCollector } from '../../lib/usage/collector';
import { census, differences } from './account';
import { Checks } from './checks';
import { Engines } from './engines';
import { Lane, type Place } from './lane';
import { luckOf } from './random';
import { Viewer } from './viewer';
import { Weather } from './weather';
import { createSoakWorld, type SoakWorld } from './world';

export type SoakOptions = {
  seed: number;
  /** Launches; each is followed by the deletes that take it away. */
  runs: number;
  /** Share of AWS's calls that a fault strikes. */
  rate: number;
  progress?: (line: string) => void;
};

export type SoakReport = {
  seed: number;
  launches: number;
  seconds: number;
  calls: number;
  strikes: Record<string, number>;
  kills: number;
  counts: Record<string, number>;
  /** What was found to be untrue; empty when all is well. */
  complaints: string[];
};

const existingLanes = 14;
const ownLanes = 2;
/** Enough to see what is wrong; the rest is the same again. */
const complaintsMax = 20;
const killRate = 0.002;
/** Whatever may be asked is asked: here is no AWS to spare. */
const eager = {
  plansPerSecond: 100,
  logsPerSecond: 100,
  youngMs: { usage: 200, log: 200, metrics: 200 },
};
const sharedNetwork = 'soak-shared';

/**
 * Launches and deletes while AWS fails and engines are killed, and holds every run's end and every figure shown
 * against the account. Of calls to one operation the same are struck under the same seed.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const soakWorld = await createSoakWorld();
  try {
    return await soakIn(soakWorld, options);
  } finally {
    await soakWorld.world.close();
  }
}

async function soakIn({ sandbox, adopted }: SoakWorld, options: SoakOptions): Promise<SoakReport> {
  const { seed, progress } = options;
  const began = Date.now();
  const weather = new Weather(sandbox);
  const checks = new Checks(sandbox, weather);
  const viewer = new Viewer(sandbox, weather, checks, adopted);
  const engines = new Engines(luckOf(seed, 'kills'), killRate);
  await Promise.all([engines.start(), engines.start()]);
  const stopCollecting = startUsageCollector(eager);
  const makeLane = (id: string, place: Place) =>
    new Lane(id, place, luckOf(seed, `lane ${id}`), checks, viewer);
  await makeLane('shared', { kind: 'own' }).launchNetwork(sharedNetwork);
  const before = census(sandbox.context);
  const lanes = [
    ...Array.from({ length: ownLanes }, (_, index) => makeLane(`own${index}`, { kind: 'own' })),
    ...adopted.map((vpc, index) => makeLane(`adopted${index}`, { kind: 'adopted', vpc })),
    ...Array.from({ length: existingLanes }, (_, index) =>
      makeLane(`existing${index}`, { kind: 'existing', network: sharedNetwork }),
    ),
  ];
  weather.begin(seed, options.rate);

  let launches = 0;
  let isOver = false;
  const work = lanes.map(async (lane) => {
    while (launches < options.runs && checks.complaints.length < complaintsMax) {
      launches += 1;
      if (launches % 50 === 0) progress?.(`${launches} launches, ${seconds(began)} s`);
      await lane.turn();
    }
  });
  const looking = (async () => {
    const luck = luckOf(seed, 'viewer');
    while (!isOver) {
      await viewer.look(luck);
      await new Promise((resolve) => setTimeout(resolve, 20 + luck.below(60)));
    }
  })();
  const ends = await Promise.allSettled(work);
  isOver = true;
  await looking;
  for (const end of ends) if (end.status === 'rejected') checks.complain(String(end.reason));

  weather.end();
  await stopCollecting();
  await engines.stop();
  for (const line of differences(before, census(sandbox.context))) checks.complain(line);
  const [unfinished] = await (await db())
    .select({ count: count() })
    .from(runs)
    .where(inArray(runs.state, ['queued', 'running']));
  if (unfinished?.count !== 0) checks.complain(`${unfinished?.count} runs are unfinished`);
  return {
    seed,
    launches,
    seconds: seconds(began),
    calls: (sandbox.context.calls.toJSON() as { total: number }).total,
    strikes: tally(weather.strikes.map(({ kind }) => kind)),
    kills: engines.kills,
    counts: checks.counts,
    complaints: checks.complaints,
  };
}

function seconds(began: number): number {
  return Math.round((Date.now() - began) / 1000);
}

function tally(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
