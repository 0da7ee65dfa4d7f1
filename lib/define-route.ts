import 'server-only';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Operation } from './api/operations';
import { HttpFault, problemResponse } from './api/problem';
import { type Rate, RateCounter, RateExceeded, rateHeaders } from './api/rate';
import {
  chooseType,
  parseBody,
  parseQuery,
  readIdempotencyKey,
  readJson,
} from './api/read-request';
import { recordRefusal } from './audit/refusal';
import { env } from './env';
import { chooseLocale, type Locale } from './i18n/locales';
import { authorize, requireTokenActor } from './identity/gate';
import type { Actor } from './identity/types';
import { log } from './log';

/** What a handler is given: everything is proved and parsed. */
export type RouteInput<O extends Operation> = {
  actor: Actor;
  /** The name or id in the path; empty where it has none. */
  name: string;
  query: z.output<O['query']>;
  body: O['body'] extends z.ZodType ? z.output<O['body']> : null;
  /** The Idempotency-Key; empty where the operation needs none. */
  key: string;
  /** The language of what is said in words: the best of Accept-Language, else English. */
  locale: Locale;
  /** The media type to answer with, of those the operation offers. */
  type: string;
  request: Request;
};

/** JSON with a status, or a Response of the handler's own such as an event stream. */
export type RouteAnswer =
  | Response
  | { status: number; body: unknown; headers?: Record<string, string> };

/** A path without a name or id has no params at all. */
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type Route = (request: Request, context: Context) => Promise<Response>;

/**
 * Makes a route handler of the HTTP API: token, gate, parse, call, map, in this order, so that a stranger learns
 * nothing from validation. No cookie counts. Answers problem+json with one of the nine codes; one log line per
 * call, one audit row per refusal. What a token may not read is not there for it.
 */
export function defineRoute<O extends Operation>(
  operation: O,
  handler: (input: RouteInput<O>) => Promise<RouteAnswer>,
): Route {
  return async (request, context) => {
    const began = performance.now();
    let actor: Actor | undefined;
    let rate: Rate | undefined;
    let answer: Response;
    try {
      actor = await requireTokenActor(request.headers);
      rate = spend(actor, operation);
      if (operation.permission) authorize(actor, operation.permission);
      answer = respond(request, await handler(await inputOf(operation, request, context, actor)));
    } catch (error) {
      if (error instanceof RateExceeded) rate = error.rate;
      await recordRefusal(actor ?? 'system', error);
      answer = problemResponse(error, localeOf(request));
      if (answer.status === 500) log.error('api.failed', { operation: operation.id, error });
    }
    if (rate) for (const header of Object.entries(rateHeaders(rate))) answer.headers.set(...header);
    log.info('api', {
      operation: operation.id,
      actor: actor?.email ?? null,
      token: actor?.token?.prefix ?? null,
      status: answer.status,
      ms: Math.round(performance.now() - began),
    });
    return answer;
  };
}

const counter = new RateCounter();

/** Counted for the person and not the token: more tokens are not more requests. */
function spend({ personId }: Actor, { method }: Operation): Rate {
  const { SLUICE_API_READS_PER_MINUTE, SLUICE_API_WRITES_PER_MINUTE } = env();
  return method === 'GET'
    ? counter.spend(personId, 'read', SLUICE_API_READS_PER_MINUTE)
    : counter.spend(personId, 'write', SLUICE_API_WRITES_PER_MINUTE);
}

async function inputOf<O extends Operation>(
  operation: O,
  request: Request,
  context: Context,
  actor: Actor,
): Promise<RouteInput<O>> {
  const offered = ['application/json', ...(operation.isStream ? ['text/event-stream'] : [])];
  const type = chooseType(request.headers.get('accept'), offered);
  const query = parseQuery(operation.query, new URL(request.url).searchParams);
  const isDry = (query as { dryRun?: boolean }).dryRun === true;
  const key = operation.needsKey && !isDry ? readIdempotencyKey(request.headers) : '';
  const body = operation.body ? parseBody(operation.body, await readJson(request)) : null;
  const name = Object.values((await context.params) ?? {})[0];
  return {
    actor,
    name: typeof name === 'string' ? name : '',
    query,
    body,
    key,
    locale: localeOf(request),
    type,
    request,
  } as RouteInput<O>;
}

function localeOf({ headers }: Request): Locale {
  return chooseLocale(undefined, headers.get('accept-language'));
}

function respond(request: Request, answer: RouteAnswer): Response {
  if (answer instanceof Response) return answer;
  const text = JSON.stringify(answer.body);
  const headers = new Headers({
    'content-type': 'application/json',
    // Kept by nobody without asking: each answer is one person's, and of one moment.
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Accept, Accept-Language',
    ...answer.headers,
  });
  if (request.method !== 'GET') return new Response(text, { status: answer.status, headers });
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  headers.set('etag', etag);
  const known = request.headers.get('if-none-match')?.split(',') ?? [];
  if (known.some((each) => each.trim() === etag || each.trim() === '*')) {
    headers.delete('content-type');
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { status: answer.status, headers });
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** All methods of one path, for a route file to export: what it does not have answers 405 and says what it has. */
export function defineResource(
  given: Partial<Record<Method, Route>>,
): Record<Method | 'OPTIONS', Route> {
  const has = methods.filter((method) => given[method]);
  const allow = [...has, ...(given.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const refuse: Route = async () =>
    problemResponse(new HttpFault(405, `only ${allow}`, { headers: { allow } }));
  const all = Object.fromEntries(methods.map((method) => [method, given[method] ?? refuse]));
  const options: Route = async () => new Response(null, { status: 204, headers: { allow } });
  return { ...all, OPTIONS: options } as Record<Method | 'OPTIONS', Route>;
}
