import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import { cleanText } from './clean';
import { readClientFault } from './client-faults';
import { readCall } from './read-call';
import type { Reading } from './types';

/** Reads all that a paste holds. Pure, never throws, and its time is bounded by the text that `cleanText` leaves. */
export function readPaste(pasted: string): Reading {
  const text = cleanText(pasted);
  // What the client sent is no part of the answer.
  const answer = text.replace(/^>.*$/gm, '');
  const status = statusOf(answer);
  const extendedRequestId = headerOf(answer, 'x-amz-apigw-id', '[\\w+/=-]{6,40}');
  return {
    status,
    errorType: headerOf(answer, 'x-amzn-errortype', '[A-Za-z]{3,80}'),
    message: messageOf(answer),
    code: ourCode(answer),
    proxy: fieldOf(answer, 'proxy', '[a-z][a-z0-9-]{2,39}'),
    requestId:
      headerOf(answer, 'x-amzn-requestid', idShape) ??
      fieldOf(answer, 'requestId', idShape) ??
      aloneOf(text, new RegExp(`^${idShape}$`)),
    extendedRequestId: extendedRequestId ?? aloneOf(text, /^[\w-]{10,30}={1,2}$/),
    hasHeaders: extendedRequestId !== null || hasHeaderBlock(answer),
    fault: readClientFault(text),
    call: readCall(text),
  };
}

const idShape = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** A header as curl prints it, or as a dictionary of Python, Node or Java shows it. */
function headerOf(text: string, name: string, value: string): string | null {
  const pattern = new RegExp(
    `(?:^|[\\s'"{,(\\[<])${name}['"]?\\]?[ ]{0,3}(?::|=>?|,)[ ]{0,3}\\[?['"]?(${value})`,
    'gim',
  );
  return [...text.matchAll(pattern)].at(-1)?.[1] ?? null;
}

/** A field of a body, in JSON or in the spelling of a dictionary. */
function fieldOf(text: string, name: string, value: string): string | null {
  return new RegExp(`['"]${name}['"]\\s{0,5}:\\s{0,5}['"](${value})['"]`).exec(text)?.[1] ?? null;
}

/**
 * Our own code: by the path that our bodies name beside it, for upstreams have codes of the same words
 * (`invalid_api_key` is one of OpenAI's), or alone.
 */
function ourCode(text: string): string | null {
  const linked =
    /\/errors\/([a-z_]{3,40})\b/.exec(text)?.[1] ?? aloneOf(text, /^[a-z]+(?:_[a-z]+)+$/);
  return gatewayErrors.some(({ code }) => code === linked) ? (linked ?? null) : null;
}

/** A paste that is nothing but one word. */
function aloneOf(text: string, shape: RegExp): string | null {
  const word = text.trim();
  return word.length < 60 && shape.test(word) ? word : null;
}

/** AWS's own sentences that no upstream is likely to say; found also where a library has taken the body apart. */
const telling =
  /Missing Authentication Token|Endpoint request timed out|Network error communicating with endpoint|Missing required request parameters: \[[^\]\n]{0,300}\]|User: \S{1,200} is not authorized to perform: execute-api:Invoke on resource:[^"'\n}]{0,600}|User is not authorized to access this resource(?: with an explicit deny)?|Limit Exceeded(?! for)/;

/** The body's `message` or `Message`; the last one, for what stands before it may be the request's. */
function messageOf(text: string): string | null {
  const found = telling.exec(text)?.[0];
  if (found) return found.trim();
  const alone = text.trim();
  if (/^(Forbidden|Unauthorized|Too Many Requests|Internal server error)$/i.test(alone))
    return alone;
  const quoted =
    /(?:['"]message['"]|(?:^|[{,]\s?)message)\s{0,5}:\s{0,5}(?:"([^"\n]{0,1000})"|'([^'\n]{0,1000})')/gi;
  const last = [...text.matchAll(quoted)].at(-1);
  return last ? (last[1] ?? last[2] ?? '') : null;
}

/** Status lines first, then what clients write; an interim answer (1xx) or a tunnel's is not the answer. */
function statusOf(text: string): number | null {
  const lines = [
    ...text.matchAll(/\bHTTP\/\d(?:\.\d)?"? ([1-5]\d\d)(?!\d)(?! Connection established)/gi),
  ]
    .map(([, status]) => Number(status))
    .filter((status) => status >= 200);
  const last = lines.at(-1);
  if (last !== undefined) return last;
  for (const pattern of spokenStatuses) {
    const found = pattern.exec(text)?.[1];
    if (found) return Number(found);
  }
  for (const [pattern, status] of namedStatuses) if (pattern.test(text)) return status;
  return null;
}

const spokenStatuses: readonly RegExp[] = [
  /\b(?:status[ _-]?code|response code|error code|http status|http[ _]?error|status)['"]?\s{0,3}[:=]?\s{0,3}['"]?([1-5]\d\d)\b/i,
  /\b([45]\d\d) (?:Client|Server) Error\b/,
  /\b([45]\d\d) (?:Bad Request|Unauthorized|Forbidden|Not Found|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|Request Entity Too Large|Payload Too Large|Unsupported Media Type|URI Too Long|Request-URI Too Long)\b/i,
  /(?:^|\s)([45]\d\d) (?=\{|"\{|null$)/m,
  /\bHTTP ([45]\d\d)\b/,
  /(?:\bsuccess: |an error: \()([45]\d\d)\b/,
  /^\s*([1-5]\d\d)\s*$/,
];

/** Classes of the OpenAI and Anthropic libraries, which are named for one status each, and Spring's. */
const namedStatuses: readonly (readonly [RegExp, number])[] = [
  [/\bPermissionDeniedError\b|\$Forbidden\b/, 403],
  [/\bRateLimitError\b|\$TooManyRequests\b/, 429],
  [/\bAuthenticationError\b|\$Unauthorized\b/, 401],
];

function hasHeaderBlock(text: string): boolean {
  return (
    /^<? ?(?:content-type|content-length|x-amzn-requestid|date):/im.test(text) &&
    /\bHTTP\/\d/i.test(text)
  );
}
