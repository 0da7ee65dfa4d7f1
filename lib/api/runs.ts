import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import { AppError } from '../errors';
import { stillReads } from '../identity/gate';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { getRun, listRunEvents, listRuns } from '../runs/data';
import { readLastEventId } from '../runs/sse';
import { streamRun } from '../runs/stream';
import type { Run } from '../runs/types';
import type { operations } from './operations';
import { afterMoment, cursorOf, pageByMoment, readCursor } from './paging';
import { HttpFault } from './problem';

/** One run that this actor may read; `not_found` for all others alike. */
export async function readRun(actor: Actor, id: string): Promise<Run> {
  const run = await getRun(id);
  if (run && can(actor, 'fleet.read', { team: run.team })) return run;
  throw new AppError('not_found', `there is no run ${id}`);
}

/** One page of runs, newest first. */
export async function pageOfRuns(
  actor: Actor,
  { kind, name, limit, after }: RouteInput<typeof operations.listRuns>['query'],
): Promise<{ items: Run[]; next: string | null }> {
  if ((kind === undefined) !== (name === undefined))
    throw new HttpFault(400, 'the query is not valid', {
      faults: [{ parameter: kind ? 'name' : 'kind', detail: 'kind and name come together' }],
    });
  const runs = await listRuns({
    subject: kind && name ? { kind, name } : undefined,
    teams: actor.token?.teams ?? undefined,
    after: after === undefined ? undefined : afterMoment(after),
    limit: limit + 1,
  });
  return pageByMoment(runs, limit);
}

/** A run's events: a page of them, or the stream from where the caller was. 204 for who has seen the end. */
export async function eventsOf({
  actor,
  name,
  query: { limit, after },
  type,
  request,
}: RouteInput<typeof operations.listRunEvents>): Promise<RouteAnswer> {
  const run = await readRun(actor, name);
  if (type === 'text/event-stream') return stream(run, request, actor);
  const [last = '0'] = after === undefined ? [] : readCursor(after, 1);
  const afterId = Number(last);
  if (!Number.isSafeInteger(afterId)) throw new HttpFault(400, 'the query is not valid');
  const events = await listRunEvents(run.id, afterId);
  const items = events.slice(0, limit);
  const next = events.length > limit ? cursorOf(String(items.at(-1)?.id)) : null;
  return { status: 200, body: { items, next } };
}

function stream(run: Run, request: Request, actor: Actor): Response {
  const headers = { 'cache-control': 'no-store, no-transform' };
  const { afterId, sawFinal } = readLastEventId(request.headers.get('last-event-id'));
  if (sawFinal) return new Response(null, { status: 204, headers });
  const holds = () => stillReads(actor, run.team);
  return new Response(streamRun(run.id, afterId, request.signal, holds), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      ...headers,
      // Reverse proxies such as nginx hold back what they could compress or batch.
      'x-accel-buffering': 'no',
    },
  });
}
