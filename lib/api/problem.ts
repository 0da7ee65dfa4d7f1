import { AppError, type ErrorCode } from '../errors';
import { DecisionRefused, GuardrailRefused } from '../governance/refusal';
import { catalogue } from '../i18n/catalogue';
import type { Locale } from '../i18n/locales';
import { TooManyAttempts } from '../identity/attempts';
import { AccessDenied } from '../identity/permissions';
import { TokenRefused } from '../identity/tokens';
import { PlanMoved } from '../runs/moved';
import { RateExceeded } from './rate';

/** One wrong field: a JSON Pointer (RFC 6901) into the body, or the name of a parameter. */
export type ApiFault = { pointer?: string; parameter?: string; detail: string };

/** A request that HTTP itself has a status for; `invalid` in our words. */
export class HttpFault extends AppError {
  constructor(
    readonly status: 400 | 405 | 406 | 413 | 415 | 422,
    detail: string,
    readonly options: { headers?: Record<string, string>; faults?: readonly ApiFault[] } = {},
  ) {
    super('invalid', detail, { detail });
    this.name = 'HttpFault';
  }
}

/** The status each code comes in, where HTTP has no better one for the request. */
export const statusOf: Record<ErrorCode, number> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  limit: 409,
  throttled: 429,
  denied: 403,
  // Not the caller's: Sluice's own with AWS.
  credentials: 502,
  unavailable: 503,
  unexpected: 500,
};

/** After this long AWS's own buckets have filled again, mostly; it does not say (UNCONFIRMED). */
const retryAfterS = 5;

/** An error as application/problem+json (RFC 9457). Codes and AWS's own text cross the wire, never a log message. */
export function problemResponse(error: unknown, locale: Locale = 'en'): Response {
  const code = error instanceof AppError ? error.code : 'unexpected';
  const status = statusFor(error, code);
  const faults = error instanceof HttpFault ? error.options.faults : undefined;
  const body = {
    type: `urn:sluice:problem:${code}`,
    title: titleFor(error, code, locale),
    status,
    ...(error instanceof AppError && error.detail !== null ? { detail: error.detail } : {}),
    code,
    ...(error instanceof AppError && error.reason ? { reason: error.reason.id } : {}),
    ...(faults?.length ? { errors: faults } : {}),
    ...(error instanceof GuardrailRefused ? { verdict: error.verdict } : {}),
    ...(error instanceof PlanMoved ? { moved: error.moved } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...headersFor(error, status),
    },
  });
}

function statusFor(error: unknown, code: ErrorCode): number {
  if (error instanceof HttpFault) return error.status;
  // Where AWS refuses Sluice, the caller's own rights are not the matter.
  if (isOfAws(error, code)) return 502;
  return error instanceof TokenRefused ? 401 : statusOf[code];
}

function isOfAws(error: unknown, code: ErrorCode): boolean {
  const isOurs = [AccessDenied, DecisionRefused, TokenRefused, GuardrailRefused].some(
    (ours) => error instanceof ours,
  );
  return code === 'denied' && !isOurs;
}

function titleFor(error: unknown, code: ErrorCode, locale: Locale): string {
  const { problem } = catalogue[locale].api;
  if (isOfAws(error, code)) return problem.deniedByAws;
  if (error instanceof TokenRefused)
    return error.fault === 'stale' ? problem.tokenStale : problem.token;
  if (error instanceof GuardrailRefused) return problem.guardrails;
  if (error instanceof RateExceeded) return problem.rate;
  return error instanceof TooManyAttempts ? problem.attempts : problem[code];
}

function headersFor(error: unknown, status: number): Record<string, string> {
  if (error instanceof HttpFault) return error.options.headers ?? {};
  if (error instanceof TokenRefused) return { 'www-authenticate': challenge(error) };
  if (error instanceof AccessDenied && error.code === 'denied')
    return {
      'www-authenticate': `Bearer realm="sluice", error="insufficient_scope", scope="${error.permission}"`,
    };
  if (error instanceof TooManyAttempts) return { 'retry-after': String(error.retryAfterS) };
  if (error instanceof RateExceeded) return { 'retry-after': String(error.rate.resetS) };
  return status === 429 || status === 503 ? { 'retry-after': String(retryAfterS) } : {};
}

/** RFC 6750, 3: who sent no token is told no error, only how to come. */
function challenge({ fault }: TokenRefused): string {
  return `Bearer realm="sluice"${fault === 'missing' ? '' : ', error="invalid_token"'}`;
}

/** Where a dotted path leads in what was sent. Keys may hold dots, as tags do: the longest that is there counts. */
export function pointerOf(path: string, input: unknown): string {
  const names = path === '' ? [] : path.split('.');
  let pointer = '';
  let at = input;
  while (names.length > 0) {
    const length = longestKey(names, at);
    const key = names.splice(0, length).join('.');
    pointer += `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    at = isRecord(at) ? at[key] : undefined;
  }
  return pointer;
}

function longestKey(names: readonly string[], at: unknown): number {
  for (let length = names.length; length > 1; length--)
    if (isRecord(at) && Object.hasOwn(at, names.slice(0, length).join('.'))) return length;
  return 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
