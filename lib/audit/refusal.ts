import 'server-only';
import { db } from '../db/database';
import type { AccessDenied } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { recordAudit } from './mutations';

/** The row that an action which the gate refused leaves, whichever way it was asked for. */
export async function recordRefusal(actor: Actor, refusal: AccessDenied): Promise<void> {
  await recordAudit(await db(), {
    actor,
    action: 'access.denied',
    object: refusal.object,
    team: refusal.team,
    detail: { permission: refusal.permission },
  });
}
