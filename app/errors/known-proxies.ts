import type { KnownProxy } from '@/lib/explain/explain';
import { currentActor } from '@/lib/identity/gate';
import { listProxies } from '@/lib/proxies/data';

/** The proxies that a paste's host may name, for who is signed in; a stranger is told of none. */
export async function knownProxies(): Promise<KnownProxy[]> {
  if (!(await currentActor())) return [];
  const known = await listProxies();
  return (known.value ?? []).flatMap(({ name, outputs }) =>
    outputs.RestApiId ? [{ name, apiId: outputs.RestApiId }] : [],
  );
}
