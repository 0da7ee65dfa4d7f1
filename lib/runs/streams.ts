import 'server-only';

const holder = globalThis as typeof globalThis & { sluiceStreams?: Set<() => void> };

function streams(): Set<() => void> {
  holder.sluiceStreams ??= new Set();
  return holder.sluiceStreams;
}

/** Remembers how to close an open event stream; answers how to forget it. One registry per process. */
export function registerStream(close: () => void): () => void {
  streams().add(close);
  return () => streams().delete(close);
}

/** Closes every open event stream, so that SIGTERM need not wait for viewers. */
export function closeStreams(): void {
  for (const close of [...streams()]) close();
}
