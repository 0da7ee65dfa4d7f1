import 'server-only';
import { readStackTemplate } from '../aws/fleet';
import { type Stop, startRounds } from '../background';
import { readStandingFleet } from '../proxies/fleet';
import { readActual, readNetworkActual } from './actual';

/** A proxy takes nine calls: so many are less than half of the budget, and the rest is for people who look. */
const msPerProxy = 5_000;
/** A round begins this often, or as soon as the round before has ended: twelve proxies fill it. */
const roundMs = 60_000;
/** What was read within the round before is young enough. */
const freshMs = 55_000;

/**
 * Keeps what AWS says of every proxy and network that stands, so that a change made outside is found without anybody
 * looking. One a process; what another process read lately is not read again. Answers how to stop.
 */
export function startDriftCollector(): Stop {
  return startRounds(
    'drift.collect',
    (isStopped) => collectActual({ isStopped, freshMs, msPerProxy }),
    (tookMs) => Math.max(1_000, roundMs - tookMs),
  );
}

/** One round: every network and every proxy that stands, one after another. What cannot be read keeps its age and its problem. */
export async function collectActual({
  isStopped = () => false,
  freshMs: ttlMs,
  msPerProxy: paceMs,
}: {
  isStopped?: () => boolean;
  freshMs: number;
  msPerProxy: number;
}): Promise<void> {
  const fleet = await readStandingFleet();
  for (const network of fleet.value?.networks ?? []) {
    if (isStopped()) return;
    await readNetworkActual(network, ttlMs, { patienceMs: Number.POSITIVE_INFINITY });
  }
  for (const proxy of fleet.value?.proxies ?? []) {
    if (isStopped()) return;
    const began = Date.now();
    const [, actual] = await Promise.all([
      proxy.stack && readStackTemplate(proxy.target, proxy.stack),
      readActual(proxy, ttlMs, { patienceMs: Number.POSITIVE_INFINITY }),
    ]);
    // Nobody waits for what another had read already.
    const isRead = actual?.asOf && actual.asOf.getTime() >= began;
    if (isRead) await new Promise((resolve) => setTimeout(resolve, paceMs));
  }
}
