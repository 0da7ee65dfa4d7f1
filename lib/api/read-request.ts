import type { z } from 'zod';
import { type Fault, parseAs } from '@/templates/spec';
import { HttpFault, pointerOf } from './problem';

/** A spec is a page of text; what is larger is none. */
export const bodyBytesMax = 64 * 1024;

/** The best of the media types that the request takes; throws 406 where it takes none of them. */
export function chooseType(accept: string | null, offered: readonly string[]): string {
  const wanted = (accept?.trim() || '*/*').split(',').map(readRange);
  const weights = offered.map((type) => [type, weightOf(type, wanted)] as const);
  const best = weights.reduce((one, other) => (other[1] > one[1] ? other : one));
  if (best[1] > 0) return best[0];
  throw new HttpFault(406, `Accept: only ${offered.join(' or ')}`);
}

type Range = { type: string; weight: number };

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => /^q=/.test(parameter))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return { type, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The most exact range that covers the type decides (RFC 9110, 12.5.1). */
function weightOf(type: string, ranges: readonly Range[]): number {
  for (const range of [type, type.replace(/\/.*/, '/*'), '*/*']) {
    const found = ranges.find((each) => each.type === range);
    if (found) return found.weight;
  }
  return 0;
}

/** The body as JSON: 415 for another type, 413 for too much, 400 for what is not JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json')
    throw new HttpFault(415, 'Content-Type: only application/json', {
      headers: { accept: 'application/json' },
    });
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFault(400, 'the body is not JSON');
  }
}

async function readText(request: Request): Promise<string> {
  const tooMuch = new HttpFault(413, `the body is larger than ${bodyBytesMax} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > bodyBytesMax) throw tooMuch;
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bodyBytesMax) throw tooMuch;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** What was sent, by its schema; 422 with a pointer for each fault. */
export function parseBody<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = parseAs(schema, input);
  if (parsed.ok) return parsed.value;
  throw invalidBody(input, parsed.faults);
}

/** 422 with each fault's place in the body; `at` is the field of the body in which `input` stands, where it is not all. */
export function invalidBody(input: unknown, faults: readonly Fault[], at?: string): HttpFault {
  const body = at === undefined ? input : { [at]: input };
  return new HttpFault(422, 'the body is not valid', {
    faults: faults.map(({ path, message }) => ({
      pointer: pointerOf(at === undefined ? path : `${at}.${path}`, body),
      detail: message,
    })),
  });
}

/** Query parameters by their schema, each once; 400 names the wrong ones. */
export function parseQuery<S extends z.ZodType>(schema: S, search: URLSearchParams): z.output<S> {
  const names = [...new Set(search.keys())];
  const twice = names.filter((name) => search.getAll(name).length > 1);
  const parsed = parseAs(schema, Object.fromEntries(search));
  if (parsed.ok && twice.length === 0) return parsed.value;
  const faults = parsed.ok ? [] : parsed.faults;
  throw new HttpFault(400, 'the query is not valid', {
    faults: [
      ...twice.map((parameter) => ({ parameter, detail: 'is given twice' })),
      ...faults.map(({ path, message }) => ({ parameter: path, detail: message })),
    ],
  });
}

/** `Idempotency-Key`, bare or as the quoted string of the IETF draft. */
export function readIdempotencyKey(headers: Headers): string {
  const text = headers.get('idempotency-key')?.trim() ?? '';
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (/^[\w-]{8,100}$/.test(key)) return key;
  const detail = key === '' ? 'is required' : 'must be 8 to 100 letters, digits, - or _';
  throw new HttpFault(400, `Idempotency-Key ${detail}`, {
    faults: [{ parameter: 'Idempotency-Key', detail }],
  });
}
