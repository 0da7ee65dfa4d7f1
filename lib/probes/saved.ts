import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, asc, count, eq } from 'drizzle-orm';
import { sha256 } from '../audit/chain';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { probeCalls } from '../db/schema';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findProxyStack } from '../proxies/fleet';
import { keptHeaders } from './headers';
import { withoutQueryCredentials } from './query';
import type { ProbeCall, SavedCall } from './types';

/** More are looked for, not looked at. */
export const savedCallsMax = 20;

export type SaveCallInput = ProbeCall & { proxy: string; name: string };

/** The calls that are kept to probe a proxy with, by name. */
export async function listSavedCalls(proxy: string): Promise<SavedCall[]> {
  const { id, name, method, path, headers, body } = probeCalls;
  return (await db())
    .select({ id, name, method, path, headers, body })
    .from(probeCalls)
    .where(ofProxy(proxy))
    .orderBy(asc(probeCalls.name));
}

/**
 * Keeps a call under a name, in place of the one that had it. Values of headers and of
 * query parameters that carry credentials are left out.
 * `limit` with the most where there are too many.
 */
export async function saveCall(actor: Actor, input: SaveCallInput): Promise<void> {
  const { team } = await authorized(actor, input.proxy);
  const targetId = mainTarget().id;
  const path = withoutQueryCredentials(input.path, '');
  const row = {
    name: input.name,
    method: input.method,
    path,
    headers: keptHeaders(input.headers),
    body: input.body ?? '',
    savedBy: actor.email,
    savedAt: new Date(),
  };
  await (await db()).transaction(async (tx) => {
    const ofName = and(ofProxy(input.proxy), eq(probeCalls.name, input.name));
    const [before] = await tx.select().from(probeCalls).where(ofName);
    const id = `call_${randomBytes(12).toString('hex')}`;
    await tx
      .insert(probeCalls)
      .values({ id, targetId, proxy: input.proxy, ...row })
      .onConflictDoUpdate({
        target: [probeCalls.targetId, probeCalls.proxy, probeCalls.name],
        set: row,
      });
    const [kept] = await tx.select({ of: count() }).from(probeCalls).where(ofProxy(input.proxy));
    if ((kept?.of ?? 0) > savedCallsMax)
      throw new AppError('limit', `${input.proxy} has ${savedCallsMax} saved calls already`, {
        detail: String(savedCallsMax),
      });
    await recordAudit(tx, {
      actor,
      action: 'probe.save',
      object: input.proxy,
      team,
      detail: { name: input.name, method: input.method, path },
      changes: changesOf(before && shownOf(before), shownOf(row)),
    });
  });
}

/** What its row says of a call. A body may hold what is somebody's, and the audit is for ever. */
function shownOf({ method, path, headers, body }: Pick<SavedCall, Shown>) {
  return { method, path, headers, body: body === '' ? '' : `sha256:${sha256(body)}` };
}
type Shown = 'method' | 'path' | 'headers' | 'body';

/** Takes a kept call away; one that is gone already is not missed. */
export async function removeCall(
  actor: Actor,
  { proxy, id }: { proxy: string; id: string },
): Promise<void> {
  const { team } = await authorized(actor, proxy);
  await (await db()).transaction(async (tx) => {
    const [gone] = await tx
      .delete(probeCalls)
      .where(and(ofProxy(proxy), eq(probeCalls.id, id)))
      .returning({ name: probeCalls.name });
    if (!gone) return;
    await recordAudit(tx, { actor, action: 'probe.remove', object: proxy, team, detail: gone });
  });
}

async function authorized(actor: Actor, proxy: string): Promise<{ team: string }> {
  const found = await findProxyStack(proxy);
  authorize(actor, 'proxy.probe', found && { team: found.facts.team, name: proxy });
  if (!found) throw new AppError('not_found', `there is no proxy ${proxy}`);
  return { team: found.facts.team };
}

function ofProxy(proxy: string) {
  return and(eq(probeCalls.targetId, mainTarget().id), eq(probeCalls.proxy, proxy));
}
