import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, Failure } from './failure';
import { askLines } from './output';

export type Settings = {
  url: string;
  token: string;
  /** Of what Sluice says in words, such as `ja`; empty leaves it to Sluice. */
  language?: string;
};

export type Answer<T> = { status: number; body: T; headers: Headers };

export type Ask = {
  query?: Record<string, string>;
  body?: unknown;
  /** Makes a mutation one that can be sent again. */
  key?: string;
  /** A status that is an answer and no failure. */
  allow?: number;
};

export type Client = {
  /** One call. Throws Failure; what may be sent again is, while Sluice or AWS is away for a moment. */
  ask<T>(method: string, path: string, ask?: Ask): Promise<Answer<T>>;
  /** A run's event stream from behind `lastEventId`. */
  stream(path: string, lastEventId: string, signal: AbortSignal): Promise<Response>;
  /** Where a person looks at the run. */
  runUrl(runId: string): string;
  /** The address of a path of Sluice; another address as it is. */
  urlOf(path: string): string;
};

type Problem = {
  title?: string;
  detail?: string;
  code?: string;
  errors?: { pointer?: string; parameter?: string; detail: string }[];
  verdict?: { kind: string };
};

const attemptsMax = 5;
const patienceMs = 60_000;

export function createClient({ url, token, language }: Settings): Client {
  const base = url.replace(/\/+$/, '');
  const root = `${base}/api/v1`;
  const urlOf = (path: string) => (path.startsWith('/') ? base + path : path);
  const authorization = `Bearer ${token}`;

  async function ask<T>(method: string, path: string, given: Ask = {}): Promise<Answer<T>> {
    const search = given.query ? `?${new URLSearchParams(given.query)}` : '';
    const isRepeatable = method === 'GET' || given.key !== undefined;
    for (let attempt = 1; ; attempt++) {
      const answer = await send(method, `${root}${path}${search}`, given).catch((error) => error);
      const waitMs = waitFor(answer, attempt);
      if (waitMs === null || !isRepeatable || attempt === attemptsMax)
        return read<T>(answer, given.allow);
      await sleep(waitMs);
    }
  }

  function send(method: string, to: string, { body, key }: Ask): Promise<Response> {
    return fetch(to, {
      method,
      // A token goes to nobody but whom it was meant for.
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        authorization,
        accept: 'application/json',
        ...(language ? { 'accept-language': language } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function read<T>(answer: unknown, allow: number | undefined): Promise<Answer<T>> {
    if (!(answer instanceof Response)) throw unreachable(url, answer);
    const { status, headers } = answer;
    const isJson = /json/.test(headers.get('content-type') ?? '');
    const body = isJson ? await answer.json() : null;
    if (isJson && (answer.ok || status === allow)) return { status, headers, body: body as T };
    if (!isJson) throw unreachable(url, new Error(`${status} without JSON: is this Sluice?`));
    throw failureOf(status, body as Problem);
  }

  return {
    ask,
    stream: (path, lastEventId, signal) =>
      fetch(root + path, {
        redirect: 'error',
        signal,
        headers: {
          authorization,
          accept: 'text/event-stream',
          ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
        },
      }),
    runUrl: (runId) => urlOf(`/runs/${runId}`),
    urlOf,
  };
}

/** How long to wait before asking again; null where that would not help. */
function waitFor(answer: unknown, attempt: number): number | null {
  const backOffMs = 500 * 2 ** (attempt - 1);
  if (!(answer instanceof Response)) return backOffMs;
  if (answer.status !== 429 && answer.status !== 502 && answer.status !== 503) return null;
  const afterS = Number(answer.headers.get('retry-after') ?? 0);
  // A pipeline that waits a quarter of an hour helps nobody.
  return afterS > 30 ? null : Math.max(backOffMs, afterS * 1000);
}

function unreachable(url: string, cause: unknown): Failure {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const inner = error.cause instanceof Error ? error.cause.message || error.cause.name : '';
  return new Failure(exitCodes.unreachable, [
    `${url} cannot be reached: ${[error.message, inner].filter(Boolean).join(': ')}`,
  ]);
}

function failureOf(status: number, problem: Problem): Failure {
  const { title = `Status ${status}`, detail, errors = [] } = problem;
  const faults = errors.map(
    ({ pointer, parameter, detail }) => `  ${parameter ?? pointerPath(pointer)}: ${detail}`,
  );
  const head = errors.length > 0 || !detail ? title : `${title}: ${detail}`;
  return new Failure(exitCodeOf(status), [head, ...faults, ...askLines(problem.verdict)]);
}

/** As `render` says it: dotted. */
function pointerPath(pointer = ''): string {
  const names = pointer.split('/').slice(1);
  const path = names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
  return path || '(spec)';
}

function exitCodeOf(status: number): Failure['exitCode'] {
  if (status === 401 || status === 403 || status === 404 || status === 409)
    return exitCodes.refused;
  if (status === 429 || status >= 500) return exitCodes.unreachable;
  return exitCodes.input;
}
