export type HeaderList = [name: string, value: string][];

// aws-facts A6, measured by LocalStack against AWS (test_apigateway_header_remapping_http, 2024).

/** Never reach the integration by themselves, nor does a mapping find them; another source may still set some. */
const droppedOnArrival = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'www-authenticate',
]);
/** Not handed on by themselves, but there for mappings. */
const droppedOnTheWay = new Set(['host', 'content-encoding', 'via']);
/** Removed even when a mapping set them. */
const droppedAlways = new Set(['connection', 'expect', 'proxy-authenticate', 'te', 'via']);
/** A mapping of one of these fails the call with 500. */
const illegalMappings = new Set([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);
const remappedFromProxy = new Set([
  'connection',
  'content-length',
  'date',
  'server',
  'x-amzn-requestid',
]);
const droppedFromProxy = new Set(['transfer-encoding', 'content-encoding', 'via']);
const remappedFromCustom = new Set([
  ...remappedFromProxy,
  'authorization',
  'content-md5',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
]);

/** Whether a header of the client's is gone before anything looks at it. */
export function isDroppedOnArrival(name: string): boolean {
  return droppedOnArrival.has(name.toLowerCase());
}

export function isIllegalMapping(name: string): boolean {
  return illegalMappings.has(name.toLowerCase());
}

/** The client's headers as HTTP_PROXY hands them on; repeated ones become one, joined by commas. */
export function forwardedHeaders(headers: HeaderList): HeaderList {
  const kept = headers.filter(
    ([name]) => !isDroppedOnArrival(name) && !droppedOnTheWay.has(name.toLowerCase()),
  );
  return joinRepeated(kept);
}

/** Puts a header in place of one with the same name. */
export function setHeader(headers: HeaderList, name: string, value: string): HeaderList {
  const wanted = name.toLowerCase();
  return [...headers.filter(([it]) => it.toLowerCase() !== wanted), [name, value]];
}

export function hasHeader(headers: HeaderList, name: string): boolean {
  return headers.some(([it]) => it.toLowerCase() === name.toLowerCase());
}

export function withoutForbidden(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !droppedAlways.has(name.toLowerCase()));
}

/** The upstream's headers as the caller of HTTP_PROXY gets them. */
export function proxiedResponseHeaders(headers: HeaderList): HeaderList {
  return remap(
    headers.filter(([name]) => !droppedFromProxy.has(name.toLowerCase())),
    remappedFromProxy,
  );
}

/** Mapped headers of a custom HTTP integration's answer. */
export function customResponseHeaders(headers: HeaderList): HeaderList {
  return remap(
    headers.filter(([name]) => name.toLowerCase() !== 'transfer-encoding'),
    remappedFromCustom,
  );
}

function remap(headers: HeaderList, names: Set<string>): HeaderList {
  return headers.map(([name, value]) => [
    names.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
    value,
  ]);
}

function joinRepeated(headers: HeaderList): HeaderList {
  const joined = new Map<string, [string, string]>();
  for (const [name, value] of headers) {
    const known = joined.get(name.toLowerCase());
    if (known) known[1] = `${known[1]},${value}`;
    else joined.set(name.toLowerCase(), [name, value]);
  }
  return [...joined.values()];
}
