import 'server-only';
import { mainTarget } from '../aws/targets';
import { can, type Standing } from '../identity/permissions';
import { findPlaceOf } from '../runs/turns';
import { type ExtensionsByKey, extensionsByKey } from './shown';
import { listCurrent, loadRoom, toExtension } from './store';
import type { Extension, ExtensionState, WaitingExtension } from './types';

/** What was asked for of one proxy in this period, newest first, with the places of those that wait. */
export async function listExtensions(proxy: string): Promise<WaitingExtension[]> {
  const rows = await listCurrent(mainTarget().id, { proxy });
  return Promise.all(
    rows.map(async (row) => {
      const isWaiting = row.state === 'approved';
      const place = isWaiting ? await findPlaceOf(row.targetId, 'update_plan', row.id) : null;
      return { ...toExtension(row), place };
    }),
  );
}

/** What waits for a decision, of every proxy that this person may read, oldest first. */
export async function listRequests(standing: Standing): Promise<Extension[]> {
  const rows = await listCurrent(mainTarget().id, { states: ['requested'] });
  return rows
    .filter(({ team }) => can(standing, 'extension.approve', { team }))
    .map(toExtension)
    .reverse();
}

/** What the gauges of this period show of extensions, by proxy. */
export async function loadShownExtensions(): Promise<Map<string, ExtensionsByKey>> {
  const states: ExtensionState[] = ['granted'];
  const rows = (await listCurrent(mainTarget().id, { states })).map(toExtension);
  const proxies = new Set(rows.map(({ proxy }) => proxy));
  return new Map(
    [...proxies].map((proxy) => [
      proxy,
      extensionsByKey(rows.filter((row) => row.proxy === proxy)),
    ]),
  );
}

/** How much each of these keys may have at once, and with an approval. */
export async function loadRooms(
  proxy: string,
  { limit }: { limit: number },
  keyIds: readonly string[],
): Promise<Record<string, { atOnce: number; most: number }>> {
  const targetId = mainTarget().id;
  const rooms = keyIds.map(
    async (keyId) => [keyId, await loadRoom({ targetId, proxy, keyId, limit })] as const,
  );
  return Object.fromEntries(await Promise.all(rooms));
}
