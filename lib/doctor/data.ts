import 'server-only';
import { listExtensions } from '../extensions/data';
import type { Problem } from '../known';
import { loadProbeResults } from '../probes/store';
import { getProxy } from '../proxies/data';
import { requireFleet } from '../proxies/fleet';
import { getUsage } from '../usage/data';
import { examine } from './examine';
import { weigh } from './probed';
import { readPath, readyOf } from './read';
import type { Examination, KeyUse } from './types';
import { usesOf } from './uses';

export type DoctorReport = Examination & {
  /** When the control plane was read, by its oldest part; null where some of it never was. */
  checkedAt: Date | null;
  /** When the probe was made that the hops go by; null where none speaks of the path as it is. */
  probedAt: Date | null;
  /** Whether there is a probe, but one that is old or older than the last change. */
  isOutdated: boolean;
  problem: Problem | null;
};

/** The path of a proxy that stands, hop by hop, by EC2, API Gateway and its last probe. Null where there is none. */
export async function getDoctorReport(name: string): Promise<DoctorReport | null> {
  const fleet = await requireFleet();
  const proxy = readyOf(fleet, name);
  if (!proxy) return null;
  const [reading, [last = null], uses] = await Promise.all([
    readPath(fleet, proxy),
    loadProbeResults(fleet.target.id, name, 1),
    readUses(name),
  ]);
  const now = new Date();
  const probe = await weigh(proxy, last, reading, now);
  const { checkedAt, problem } = reading;
  return {
    ...examine({ ...reading.facts, probe, uses, now }),
    checkedAt,
    probedAt: probe?.at ?? null,
    isOutdated: last !== null && probe === null,
    problem,
  };
}

/** What the collector knows of the keys; nothing is asked of AWS for it. */
async function readUses(name: string): Promise<KeyUse[] | null> {
  const proxy = (await getProxy(name))?.value;
  if (!proxy) return null;
  const [usage, extensions] = await Promise.all([getUsage(proxy), listExtensions(name)]);
  return usesOf(usage, extensions, new Date());
}
