import 'server-only';
import type { Database } from '../db/database';
import { audit } from '../db/schema';
import type { Actor } from '../identity/types';

export type NewAuditRow = {
  actor: Pick<Actor, 'email'> | 'system';
  /** Verb and object kind, such as `proxy.launch`. */
  action: string;
  object?: string | null;
  team?: string | null;
  /** Facts worth keeping; never a secret. */
  detail?: Record<string, unknown>;
  clientToken?: string | null;
};

/**
 * Writes one audit row. Pass the transaction that holds the effect: a row that cannot be written undoes it, and an
 * effect that fails leaves no row.
 */
export async function recordAudit(on: Database, row: NewAuditRow): Promise<void> {
  await on.insert(audit).values({
    actor: row.actor === 'system' ? 'system' : row.actor.email,
    actorKind: row.actor === 'system' ? 'system' : 'person',
    action: row.action,
    object: row.object ?? null,
    team: row.team ?? null,
    detail: row.detail ?? {},
    clientToken: row.clientToken ?? null,
  });
}
