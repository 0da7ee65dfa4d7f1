import 'server-only';
import { type Stop, startTurns } from '../background';
import { env } from '../env';
import { turnAfter } from '../probes/turns';
import { dayMs, hourMs } from '../usage/calendar';
import { type Claim, claimDueHost, enlistHosts, keepLook } from './certificate-store';
import { readCertificate } from './read-certificate';

/** What is due is looked for this often. */
const lookMs = 60_000;
/** Hosts that one process looks at at the same time. */
const lanes = 2;

/**
 * Looks at each registered host's certificate once a day, where that is switched on. In every process: the database
 * decides which of them looks. Answers how to stop.
 */
export function startCertificateJob(): Stop {
  if (env().SLUICE_UPSTREAM_CHECKS.mode === 'off') return () => {};
  return startTurns('upstreams.certificates', advanceCertificates, { lookMs, lanes });
}

/** Looks at one host whose turn has come; true where there was one. */
export async function advanceCertificates(): Promise<boolean> {
  await enlistHosts();
  const claim = await claimDueHost();
  if (!claim) return false;
  await lookAt(claim);
  return true;
}

/** Looks at a host that is claimed, and keeps what came of it. */
export async function lookAt(claim: Claim): Promise<void> {
  const way = env().SLUICE_UPSTREAM_CHECKS;
  if (way.mode === 'off') return;
  await keepLook(claim, await readCertificate(claim.host, way), nextLook(claim.host, new Date()));
}

/** Each host has a place of its own in the day, which also a look out of turn keeps half a day's distance from. */
function nextLook(host: string, now: Date): Date {
  const turns = { targetId: 'certificates', proxy: host, everyMinutes: dayMs / 60_000 };
  return turnAfter(turns, new Date(now.getTime() + 12 * hourMs));
}
