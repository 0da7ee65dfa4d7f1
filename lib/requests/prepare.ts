import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { prepareAdoption } from '../adoptions/mutations';
import { type Approval, hashOfSpec } from '../governance/enforce';
import type { Actor } from '../identity/types';
import { prepareChange, prepareLaunch } from '../proxies/mutations';
import { proxyChangesOf, type RunRequest } from '../runs/start-run';
import type { Pinned } from './pin';
import type { RequestInput } from './types';

/**
 * What a request comes to now, by the very code that its run is made with, as if `spec` were approved: the run, and what
 * is pinned of it. A place is a launch's alone.
 */
export async function prepareRequest(
  actor: Actor,
  { input, requestId, idempotencyKey, spec: approved }: Asked,
): Promise<{ run: RunRequest; pinned: Pinned }> {
  const { proxy, network, adoption } = input;
  const approval: Approval = { requestId, specHash: hashOfSpec(approved) };
  const run = adoption
    ? await prepareAdoption(actor, { ...adoption, idempotencyKey }, approval)
    : network
      ? await prepareLaunch(actor, { proxy, network, idempotencyKey }, approval)
      : await prepareChange(actor, { proxy, idempotencyKey }, approval);
  const change = proxyChangesOf(run).at(-1);
  if (!change) throw new Error(`a run for ${proxy.name} stores no spec`);
  return { run, pinned: { input, spec: change.spec, saved: change.saved } };
}

type Asked = { input: RequestInput; requestId: string; idempotencyKey: string; spec: ProxySpec };
