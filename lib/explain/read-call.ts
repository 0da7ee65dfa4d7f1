import { isInRange } from '@/policy/addresses';
import type { CallRead, HostForm } from './types';

const hostName = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)+';

/** An address of API Gateway, wherever it stands in the text. */
const gatewayHost =
  /\b(?:[a-z0-9]{8,12}(?:-vpce-[0-9a-f]{8,17})?\.execute-api\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?|vpce-[0-9a-f]{8,17}(?:-[a-z0-9]{8,12})?(?:-[a-z]{2}(?:-[a-z]+)+-\d[a-z])?\.execute-api\.[a-z]{2}(?:-[a-z]+)+-\d\.vpce\.amazonaws\.com(?:\.cn)?)/i;

/** Where a client names the host it called, before any other URL that a text may hold. */
const namedHosts: readonly RegExp[] = [
  new RegExp(`resolve host(?: address)?:? ['"]?(${hostName})`, 'i'),
  new RegExp(`(?:ENOTFOUND|EAI_AGAIN) (${hostName})`, 'i'),
  new RegExp(`UnknownHostException: (${hostName})`, 'i'),
  new RegExp(`\\blookup (${hostName})`, 'i'),
  new RegExp(`host='(${hostName})'`, 'i'),
  new RegExp(`connect to host (${hostName})`, 'i'),
  new RegExp(`Failed to connect to (${hostName})`, 'i'),
  new RegExp(`Connected to (${hostName}) \\(`, 'i'),
  new RegExp(`^>? ?host: ?(${hostName})`, 'im'),
  new RegExp(`resolve '(${hostName})'`, 'i'),
  new RegExp(`\\bcurl\\b[^\\n]{0,2000}?https?://(${hostName})`, 'i'),
  new RegExp(
    `(?:for url:|\\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\\b:?) ?"?https?://(${hostName})`,
    'i',
  ),
];

const address =
  /(?:Trying \[?|Connected to \S{1,253} \(|connect E[A-Z]+ |dial tcp \[?|Failed to connect to )(\d{1,3}(?:\.\d{1,3}){3})/g;

/** The call as the paste shows it. Everything that goes into a command later is matched strictly here. */
export function readCall(text: string): CallRead {
  const host = hostOf(text);
  const isSeen = /^> ?(?:[A-Z]{3,7}) \S+ HTTP\/\d/m.test(text);
  return {
    host,
    ...partsOf(host),
    path: pathOf(text, host),
    address: [...text.matchAll(address)].at(-1)?.[1] ?? null,
    isSeen,
    key: keyOf(text, isSeen),
    namesApi: isSeen ? /^> ?x-apigw-api-id:/im.test(text) || namesApiInHost(text) : null,
  };
}

function hostOf(text: string): string | null {
  const gateway = gatewayHost.exec(text)?.[0];
  if (gateway) return gateway.toLowerCase();
  for (const pattern of namedHosts) {
    const found = pattern.exec(text)?.[1];
    if (found && !/^\d+(\.\d+){3}$/.test(found)) return found.toLowerCase();
  }
  return null;
}

type Parts = Pick<CallRead, 'form' | 'apiId' | 'endpointId' | 'region'>;

function partsOf(host: string | null): Parts {
  const form = formOf(host);
  if (host === null || form === null || form === 'other') {
    return { form, apiId: null, endpointId: null, region: null };
  }
  const first = host.split('.')[0] ?? '';
  const region = /\.execute-api\.([a-z0-9-]+)\./.exec(host)?.[1] ?? null;
  const endpointId = /vpce-[0-9a-f]{8,17}/.exec(first)?.[0] ?? null;
  const apiId = form === 'endpoint-host' ? null : (first.split('-vpce-')[0] ?? null);
  return { form, apiId, endpointId, region };
}

function formOf(host: string | null): HostForm | null {
  if (host === null) return null;
  if (!gatewayHost.test(host)) return 'other';
  if (host.startsWith('vpce-')) return 'endpoint-host';
  return host.includes('-vpce-') ? 'endpoint-alias' : 'private-dns';
}

/** The path that was asked for: of the request, else of the first URL on the host; only where it is plain. */
function pathOf(text: string, host: string | null): string | null {
  const requested = /^> ?[A-Z]{3,7} (\/[^\s?#]{0,500})/m.exec(text)?.[1];
  const path = requested ?? afterHost(text, host);
  if (path === null || path === undefined) return null;
  return /^\/[\w.~/%+{}:@-]{0,500}$/.test(path) ? path : null;
}

function afterHost(text: string, host: string | null): string | null {
  if (host === null) return null;
  const at = text.toLowerCase().indexOf(`//${host}`);
  if (at < 0) return null;
  const rest = text.slice(at + 2 + host.length, at + 2 + host.length + 500);
  return /^(?::\d+)?(\/[^\s?#'"<>)\]]*)?/.exec(rest)?.[1] ?? '/';
}

/** What the request carried as its key, as far as the request is there to see; never the key itself. */
function keyOf(text: string, isSeen: boolean): CallRead['key'] {
  const sent = /^> ?x-api-key:(.*)$/im.exec(text)?.[1];
  // What went out counts, not what the command line asked for.
  if (sent === undefined && isSeen) return 'absent';
  const value = sent ?? /(?:-H|--header)[ =]?['"]x-api-key:([^'"\n]*)['"]/i.exec(text)?.[1];
  if (value === undefined) return null;
  const key = value.trim();
  if (key === '') return 'absent';
  // Somebody who hid their key before pasting hid it from the paste, not from the gateway.
  if (/^[*•.…x]+$|redacted|hidden|masked/i.test(key)) return 'sent';
  if (/^[$<{%[]|^(your|my)?[-_ ]?(api)?[-_ ]?key\b|undefined|^null$|^none$/i.test(key))
    return sent === undefined && key.startsWith('$') ? 'sent' : 'placeholder';
  // A value has 20 to 128 characters (API Gateway developer guide, "API keys").
  return key.length < 20 || key.length > 128 || /\s|^['"]|['"]$/.test(key) ? 'malformed' : 'sent';
}

function namesApiInHost(text: string): boolean {
  return /^> ?host: ?[a-z0-9]{8,12}(-vpce-[0-9a-f]+)?\.execute-api\.[a-z0-9-]+\.amazonaws/im.test(
    text,
  );
}

/** Loopback, private and carrier-grade addresses (RFC 1918, RFC 6598): what an endpoint's interface can have. */
const privateRanges = [
  '10.0.0.0/8',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
];

export function isPrivateAddress(address: string): boolean {
  return privateRanges.some((range) => isInRange(address, range));
}
