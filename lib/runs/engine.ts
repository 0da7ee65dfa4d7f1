import 'server-only';

/** Starts the worker that drives unfinished runs, once per process. Answers at once. */
export async function startRunEngine(): Promise<void> {}

/** Stops taking work and gives up leases, so that another replica goes on at once. */
export async function stopRunEngine(): Promise<void> {}
