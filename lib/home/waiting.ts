import 'server-only';
import { listRequests } from '../extensions/data';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import type { ProxySummary } from '../proxies/types';
import { listWaitingFor } from '../requests/data';
import { listRuns } from '../runs/data';
import { listUpstreams } from '../upstreams/data';

/** What waits for this person: at most so many of each kind, and nothing that they may not decide. */
export async function listWaiting(
  actor: Actor,
  {
    proxies,
    teams,
    max,
  }: { proxies: readonly ProxySummary[]; teams: readonly string[] | null; max: number },
) {
  const mayManage = can(actor, 'upstream.manage');
  const [plans, extensions, requests, upstreams] = await Promise.all([
    listRuns({ state: 'planned', teams: teams ?? undefined, limit: max }),
    listRequests(actor),
    listWaitingFor(actor),
    mayManage ? listUpstreams() : [],
  ]);
  const proposed = upstreams.filter(
    ({ state, proposedBy }) => state === 'proposed' && proposedBy !== actor.email,
  );
  const failed = proxies.filter(
    ({ phase, team }) => phase === 'failed' && can(actor, 'proxy.update', { team }),
  );
  return {
    plans: plans.filter(({ team }) => can(actor, 'proxy.update', { team })),
    extensions: extensions.slice(0, max),
    requests: requests.slice(0, max),
    upstreams: proposed.slice(0, max),
    failed: failed.slice(0, max),
  };
}
