import 'server-only';
import { trialMethod } from '@/templates/proxy/http-methods';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { runProbe } from '../probes/mutations';
import { requireFleet } from '../proxies/fleet';
import { samplePath } from '../proxies/snippets';
import { keepBasis } from './probed';
import { readPath, readyOf } from './read';

/**
 * Asks the control plane what the path is and has it probed meanwhile, so that what the probe meets can be held against
 * what was configured at that moment. The probe's own key is used, and its audit row written, as for any other.
 */
export async function examinePath(actor: Actor, { name }: { name: string }): Promise<void> {
  const fleet = await requireFleet();
  const proxy = readyOf(fleet, name);
  authorize(actor, 'proxy.probe', proxy ? { team: proxy.facts.team, name } : null);
  if (!proxy) throw new AppError('not_found', `there is no path of ${name}`);
  const began = new Date();
  const { upstream } = proxy.spec;
  const method = trialMethod(upstream);
  const path = samplePath(upstream.url, method);
  const [probe, reading] = await Promise.all([
    runProbe(actor, { proxy: name, method, path }),
    readPath(fleet, proxy, { isNew: true }),
  ]);
  await keepBasis(proxy, probe, reading, began);
}
