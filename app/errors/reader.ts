import type { Reader } from '@/components/explain/explanation-view';
import { currentActor } from '@/lib/identity/gate';
import { listProxies } from '@/lib/proxies/data';
import { findRequestAction } from './actions';

/** What the reader of a paste knows and may do; a stranger is told of no proxy and looks nothing up. */
export async function pasteReader(): Promise<Reader> {
  if (!(await currentActor())) return { proxies: [], find: null };
  const known = await listProxies();
  const proxies = (known.value ?? []).flatMap(({ name, outputs }) =>
    outputs.RestApiId ? [{ name, apiId: outputs.RestApiId }] : [],
  );
  return { proxies, find: findRequestAction };
}
