import 'server-only';
import { watchRun } from './feed';
import { eventFrame, heartbeatFrame, isFinal, retryFrame, runFrame } from './sse';
import { registerStream } from './streams';

/** Below the 30 to 60 s of silence after which proxies and load balancers hang up. */
const heartbeatMs = 15_000;

/** A session or token that ends, or a right that is lost, ends the stream within this. */
const askAgainMs = 20_000;

/**
 * A run as an event stream, from event `afterId` on. It ends after the run's final state, when `signal` aborts (the
 * viewer left), when `holds` does not answer yes, and when the process closes its streams. `watch` is told what to send.
 */
export function streamRun(
  runId: string,
  afterId: number,
  signal: AbortSignal,
  holds: () => Promise<boolean>,
  watch: typeof watchRun = watchRun,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream({
    async start(controller) {
      let isOpen = true;
      let lastEventId = afterId;
      let stopWatching = () => {};
      const send = (frame: string) => {
        if (isOpen) controller.enqueue(encoder.encode(frame));
      };
      const heartbeat = setInterval(() => send(heartbeatFrame), heartbeatMs);
      const asking = setInterval(async () => {
        if (!(await holds().catch(() => false))) close();
      }, askAgainMs);
      close = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        clearInterval(asking);
        unregister();
        stopWatching();
        controller.close();
      };
      const unregister = registerStream(close);
      signal.addEventListener('abort', close, { once: true });
      send(retryFrame);
      const stop = await watch(runId, afterId, {
        events(events) {
          for (const event of events) send(eventFrame(event));
          lastEventId = events.at(-1)?.id ?? lastEventId;
        },
        run(run) {
          send(runFrame(run, lastEventId));
          if (isFinal(run)) close();
        },
      });
      if (isOpen) stopWatching = stop;
      else stop();
    },
    cancel: () => close(),
  });
}
