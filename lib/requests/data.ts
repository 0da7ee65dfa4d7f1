import 'server-only';
import { and, desc, eq } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { requests } from '../db/schema';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { capacityOf } from './state';
import { listOpen, listRows, loadRequest, type RequestFilter, toRequest } from './store';
import type { ProxyRequest } from './types';

/** The request, or null where there is none. All who are signed in may read it. */
export async function getRequest(id: string): Promise<ProxyRequest | null> {
  const row = await loadRequest(id);
  return row && toRequest(row);
}

/** Requests, newest first, at most `limit` of them; older than `before` where it is given. */
export async function listProxyRequests(filter: RequestFilter): Promise<ProxyRequest[]> {
  return (await listRows(mainTarget().id, filter)).map(toRequest);
}

/** What waits for this person's word, oldest first. */
export async function listWaitingFor(actor: Actor): Promise<ProxyRequest[]> {
  const open = await listProxyRequests({ states: ['open'], limit: 500 });
  return open.filter((request) => mayDecide(actor, request)).reverse();
}

/** How many they are. */
export async function countWaitingFor(actor: Actor): Promise<number> {
  return (await listOpen(mainTarget().id)).filter((request) => isAsked(actor, request)).length;
}

/** Whether this person's word is asked for now; the mutation asks again. */
export function mayDecide(actor: Actor, request: ProxyRequest): boolean {
  return request.state === 'open' && isAsked(actor, request);
}

function isAsked(actor: Actor, request: Parameters<typeof capacityOf>[0]): boolean {
  return can(actor, 'request.decide', { team: request.team }) && 'as' in capacityOf(request, actor);
}

/** The request that a run carries out; null for the others. */
export async function findRequestOfRun(runId: string): Promise<ProxyRequest | null> {
  const [row] = await (await db()).select().from(requests).where(eq(requests.runId, runId));
  return row ? toRequest(row) : null;
}

/** The one request about this proxy that is not over; null where there is none. */
export async function findOpenRequest(proxy: string): Promise<ProxyRequest | null> {
  const [row] = await (await db())
    .select()
    .from(requests)
    .where(and(eq(requests.targetId, mainTarget().id), eq(requests.proxy, proxy)))
    .orderBy(desc(requests.requestedAt))
    .limit(1);
  const request = row && toRequest(row);
  return request && (request.state === 'open' || request.state === 'approved') ? request : null;
}
