import type { IncomingMessage } from 'node:http';

/** A request as the echo sees it. */
export type EchoRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: [string, string][];
  body: Buffer;
  url: string;
};

/** How API Gateway's side tells the echo that the call came by https, as a load balancer would. */
export const schemeHeader = 'x-sandbox-scheme';

/** httpbin hides what its own infrastructure adds, unless asked with `show_env` (httpbin/helpers.py). */
const environmentHeaders = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'via'];

export function toEchoRequest(incoming: IncomingMessage, body: Buffer): EchoRequest {
  const scheme = incoming.headers[schemeHeader] ?? 'http';
  const url = new URL(incoming.url ?? '/', `${scheme}://${incoming.headers.host ?? 'localhost'}`);
  const headers: [string, string][] = [];
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index] ?? '';
    if (name.toLowerCase() === schemeHeader) continue;
    headers.push([titleCase(name), incoming.rawHeaders[index + 1] ?? '']);
  }
  return {
    method: incoming.method ?? 'GET',
    path: decodePath(url.pathname),
    query: url.searchParams,
    headers,
    body,
    url: url.href,
  };
}

/** What httpbin answers of a request: `args`, `headers`, `origin` and `url`. */
export function describeGet(request: EchoRequest): Record<string, unknown> {
  return {
    args: argsOf(request.query),
    headers: visibleHeaders(request),
    origin: headerOf(request, 'x-forwarded-for') ?? '127.0.0.1',
    url: request.url,
  };
}

/** With a body: `data`, `form`, `files` and `json` besides. */
export function describeBody(request: EchoRequest): Record<string, unknown> {
  const type = headerOf(request, 'content-type') ?? '';
  const text = request.body.toString('utf8');
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return {
    ...describeGet(request),
    data: isForm ? '' : dataOf(request.body, text),
    files: {},
    form: isForm ? argsOf(new URLSearchParams(text)) : {},
    json: parseJson(text),
  };
}

export function visibleHeaders(request: EchoRequest): Record<string, string> {
  const showsAll = request.query.has('show_env');
  const visible: Record<string, string> = {};
  for (const [name, value] of request.headers) {
    if (!showsAll && environmentHeaders.includes(name.toLowerCase())) continue;
    if (name === 'Connection') continue;
    visible[name] = visible[name] === undefined ? value : `${visible[name]},${value}`;
  }
  return visible;
}

export function headerOf(request: EchoRequest, name: string): string | undefined {
  return request.headers.find(([it]) => it.toLowerCase() === name)?.[1];
}

function argsOf(query: URLSearchParams): Record<string, string | string[]> {
  const args: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    args[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return args;
}

/** Bytes that are no text come back as a data URL, as httpbin does it. */
function dataOf(body: Buffer, text: string): string {
  if (Buffer.from(text, 'utf8').equals(body)) return text;
  return `data:application/octet-stream;base64,${body.toString('base64')}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
