import 'server-only';
import type { Database } from '../db/database';
import { audit } from '../db/schema';
import type { Actor } from '../identity/types';

export type NewAuditRow = {
  actor: Pick<Actor, 'email' | 'token'> | 'system';
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
  const { actor, detail = {} } = row;
  const token = actor === 'system' ? undefined : actor.token;
  await on.insert(audit).values({
    actor: actor === 'system' ? 'system' : actor.email,
    actorKind: actor === 'system' ? 'system' : token ? 'token' : 'person',
    action: row.action,
    object: row.object ?? null,
    team: row.team ?? null,
    detail: token ? { ...detail, token: token.prefix } : detail,
    clientToken: row.clientToken ?? null,
  });
}
