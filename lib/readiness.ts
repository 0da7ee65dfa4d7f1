import 'server-only';

const holder = globalThis as typeof globalThis & { sluiceIsReady?: boolean };

/** Whether the app can serve: started, migrated, and not on its way out. One answer per process. */
export function isReady(): boolean {
  return holder.sluiceIsReady === true;
}

export function setReady(ready: boolean): void {
  holder.sluiceIsReady = ready;
}
