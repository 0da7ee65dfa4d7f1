import 'server-only';
import { listStackResources } from '../aws/stack-resources';
import { mainTarget } from '../aws/targets';
import { can, type Standing } from '../identity/permissions';
import { log } from '../log';
import { offersFor } from '../proxies/offers';
import type { StackFacts } from '../proxies/types';
import { retainable, skippable } from './choices';
import { permissionFor } from './permission';
import type { Recovery } from './types';

/** What this person can have done about a stack as it stands; asks AWS for its resources only where some are stuck. */
export async function getRecovery(
  standing: Standing,
  kind: Recovery['subject']['kind'],
  facts: StackFacts,
): Promise<Recovery> {
  const { name, team, stackName, status, isProtected } = facts;
  const offered = facts.stackId === '' ? [] : [...offersFor(status, { isProtected })];
  return {
    subject: { kind, name },
    stackName,
    status,
    isProtected,
    verbs: offered.filter((verb) => can(standing, permissionFor(kind, verb), { team })),
    resources: await stuckResources(facts),
  };
}

async function stuckResources(facts: StackFacts): Promise<Recovery['resources']> {
  const { stackId, status } = facts;
  const isRollback = status === 'UPDATE_ROLLBACK_FAILED';
  if (!isRollback && status !== 'DELETE_FAILED') return [];
  try {
    const resources = await listStackResources(mainTarget(), stackId);
    return isRollback ? skippable(resources, facts.statusReason) : retainable(resources);
  } catch (error) {
    log.error('stuck_resources', { stackId, error });
    return null;
  }
}
