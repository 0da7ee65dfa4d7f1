import type { Run, RunEvent } from './types';

/** One RunEvent; its id is what the browser sends back as Last-Event-ID. */
export function eventFrame(event: RunEvent): string {
  return `id: ${event.id}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The run's state. A final one leaves an id that says so: a browser that comes back has seen everything. */
export function runFrame(run: Run, lastEventId: number): string {
  const id = isFinal(run) ? `id: ${lastEventId}${finalMark}\n` : '';
  return `${id}event: run\ndata: ${JSON.stringify(run)}\n\n`;
}

/** Says that the line is alive, to the browser and to what stands between; a comment would not reach the page. */
export const heartbeatFrame = 'event: beat\ndata: {}\n\n';

/** Milliseconds after which the browser comes back when the connection broke. */
export const retryFrame = 'retry: 1000\n\n';

const finalMark = '-final';

/**
 * What a browser has seen, from its Last-Event-ID, or where it opens a new stream from the address's `after`.
 * Anything unreadable means nothing.
 */
export function readLastEventId(
  header: string | null,
  after: string | null = null,
): { afterId: number; sawFinal: boolean } {
  const [, digits, mark] = /^(\d{1,15})(-final)?$/.exec(header ?? after ?? '') ?? [];
  return { afterId: Number(digits ?? 0), sawFinal: mark === finalMark };
}

export function isFinal(run: Pick<Run, 'state'>): boolean {
  return run.state === 'succeeded' || run.state === 'failed' || run.state === 'discarded';
}
