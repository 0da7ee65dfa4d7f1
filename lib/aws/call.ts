import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../errors';
import { type Clients, connectionOf, type ServiceName } from './clients';
import { toAppError } from './errors';
import type { Duty, Target } from './targets';

/**
 * The one way to AWS: waits for the target's budget, sends under a deadline, answers or throws an AppError. The
 * deadline covers the wait for credentials too, which the SDK's own timeouts do not. A call reads unless it says
 * that it operates or reveals.
 */
export async function call<S extends ServiceName, T>(
  target: Target,
  service: S,
  send: (client: Clients[S], options: { abortSignal: AbortSignal }) => Promise<T>,
  { as = 'read', timeoutMs }: { as?: Duty; timeoutMs?: number } = {},
): Promise<T> {
  const { clients, limiters, callTimeoutMs, deadline } = connectionOf(target, as);
  await limiters[service].take(AbortSignal.timeout(queueTimeoutMs)).catch((cause) => {
    throw new AppError('throttled', `the budget for ${service} is spent`, { cause });
  });
  const abortSignal = deadline(timeoutMs ?? callTimeoutMs);
  try {
    const answer = await Promise.race([
      send(clients[service], { abortSignal }),
      aborted(abortSignal),
    ]);
    if (as === 'operate') noteRequest(answer);
    return answer;
  } catch (thrown) {
    if (as === 'operate') noteRequest(thrown);
    const error = toAppError(thrown);
    if (error.code === 'throttled') limiters[service].ease();
    throw error;
  }
}

const noted = new AsyncLocalStorage<string[]>();

/** Does the work, and hands on AWS's ids of the requests in it that operate: answered ones, and refused ones. */
export async function withRequestIds<T>(
  work: () => Promise<T>,
  keep: (requestIds: string[]) => Promise<void>,
): Promise<T> {
  const ids: string[] = [];
  try {
    return await noted.run(ids, work);
  } finally {
    if (ids.length > 0) await keep(ids);
  }
}

function noteRequest(answer: unknown): void {
  const id = (answer as { $metadata?: { requestId?: string } } | null)?.$metadata?.requestId;
  if (id) noted.getStore()?.push(id);
}

/** Longest wait for our own budget: a fleet of 200 plans at 4 a second takes 50 s. */
const queueTimeoutMs = 60_000;

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
