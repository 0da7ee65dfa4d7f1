import { currentActor, stillReads } from '@/lib/identity/gate';
import { getRun } from '@/lib/runs/data';
import { readLastEventId } from '@/lib/runs/sse';
import { streamRun } from '@/lib/runs/stream';

export const dynamic = 'force-dynamic';

/** A run's events and state as they come. 204 tells a browser that has seen the end not to come back. */
export async function GET(
  request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(null, { status: 401, headers: noStore });
  const { id } = await context.params;
  const run = await getRun(id);
  if (!run) return new Response(null, { status: 404, headers: noStore });
  const { afterId, sawFinal } = readLastEventId(
    request.headers.get('last-event-id'),
    new URL(request.url).searchParams.get('after'),
  );
  if (sawFinal) return new Response(null, { status: 204, headers: noStore });
  const holds = () => stillReads(actor, run.team);
  return new Response(streamRun(id, afterId, request.signal, holds), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      ...noStore,
      // Reverse proxies such as nginx hold back what they could compress or batch.
      'x-accel-buffering': 'no',
    },
  });
}

const noStore = { 'cache-control': 'no-store, no-transform' };
