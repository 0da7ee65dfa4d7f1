import type { KeyOutcomes } from './breakdown';
import type { PlanKey } from './report';

/** Whether a key opens its proxy, by what API Gateway was last seen to say of it. */
export type KeyStanding = 'open' | 'disabled' | 'not_in_plan' | 'gone';

/** What can have been wrong with a key that was refused. */
export type KeyCause = 'missing' | 'unknown' | 'disabled' | 'not_in_plan';

/** Requests whose key was refused: those that named one key, or all that named none. */
export type KeyRefusal = {
  key: PlanKey | null;
  keyId: string | null;
  count: number;
  /** The hours of the first and the last of them. */
  when: { first: Date; last: Date };
  /** One where it is known which; more where AWS leaves it open. */
  causes: KeyCause[];
  /** The key would be let in now. */
  isOpenNow: boolean;
  /** Keys of the proxy that are refused now: whoever calls with them may be among these. */
  suspects: { key: PlanKey; standing: Exclude<KeyStanding, 'open'> }[];
};

/**
 * What is known of the keys that were refused. API Gateway answers missing, unknown, disabled and unassociated keys
 * with one response type, INVALID_API_KEY (aws-facts B3), and `$context.identity.apiKeyId` is "the API key ID
 * associated with an API request": a line that names a key rules out the first two. Whether a refused request is
 * associated with its key is not documented (UNCONFIRMED), so that one without says less: the rest is told by how the
 * proxy's keys stand now. `standings` null: that was not read yet.
 */
export function keyRefusals(
  rows: readonly KeyOutcomes[],
  standings: ReadonlyMap<string, KeyStanding> | null,
): KeyRefusal[] {
  const suspects = rows.flatMap(({ key }) => {
    const standing = key && standings?.get(key.keyId);
    if (!key || key.role === 'probe' || !standing || standing === 'open') return [];
    return [{ key, standing }];
  });
  return rows.flatMap(({ key, keyId, counts, refused }): KeyRefusal[] => {
    const count = counts.key_refused ?? 0;
    if (count === 0 || refused === null || key?.role === 'probe') return [];
    const told = { key, keyId, count, when: refused };
    if (keyId === null)
      return [{ ...told, causes: ['missing', 'unknown'], isOpenNow: false, suspects }];
    const standing = standings?.get(keyId);
    const causes: KeyCause[] =
      standing === 'disabled' || standing === 'not_in_plan'
        ? [standing]
        : ['disabled', 'not_in_plan'];
    return [{ ...told, causes, isOpenNow: standing === 'open', suspects: [] }];
  });
}
