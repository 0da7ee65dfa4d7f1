/** Why an upstream URL is refused: one stable word each, in the order in which they are looked for. */
export type UpstreamFault = keyof typeof upstreamFaultText;

/** What a person reads for each fault, to follow the field's name. */
export const upstreamFaultText = {
  empty: 'is required',
  too_long: 'must be at most 512 characters',
  whitespace: 'must not contain spaces, line breaks or control characters',
  backslash: 'must not contain backslashes',
  scheme: 'must begin with https://',
  credentials: 'must not carry credentials: callers send their own with each call',
  query: 'must not have a query: callers add theirs to each call',
  fragment: 'must not have a fragment',
  port: 'must use port 443 or one above 1024, the only ones API Gateway connects to besides 80',
  address: 'must be a host name, not an IP address in any spelling',
  percent_encoded: 'must not percent-encode the host name',
  not_ascii: 'must spell the host name in plain ASCII letters, which nobody can confuse',
  punycode: 'must not be an internationalised host name (xn--): look-alikes cannot be told apart',
  trailing_dot: 'must not end the host name in a dot',
  host: 'must name a host of letters, digits, hyphens and dots, such as api.example.com',
  single_label: 'must be a full host name with a dot in it, such as api.example.com',
  reserved: 'must be a public host: this name exists only inside a network or machine',
  rebinding: 'must be a host of its own: this one answers with whatever address its name spells',
  loop: 'must not lead back into API Gateway, a VPC endpoint or a Lambda function URL',
  path: 'must have a plain base path: letters, digits and . _ ~ : @ + , = - between single slashes',
} as const;

/** Callers' own path needs the rest of the 8,192 characters of a private API's URL; a base path needs little. */
export const upstreamUrlLengthMax = 512;

/** RFC 1035, 2.3.4: 255 octets on the wire leave 253 characters of text. */
const hostLengthMax = 253;

/** Names that never mean the same public host everywhere: RFC 2606, RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN. */
const reservedSuffixes =
  'localhost localdomain local internal intranet private corp home lan test invalid onion alt arpa';

/** Public wildcard DNS that resolves `10.0.0.1.nip.io` to 10.0.0.1. */
const rebindingSuffixes =
  'nip.io sslip.io xip.io traefik.me localtest.me lvh.me vcap.me lacolhost.com yoogle.com rbndr.us 1u.ms';

/**
 * Says whether `text` is the URL of a public host that a proxy may stand in front of, and gives its canonical form:
 * lower-case scheme and host, no default port, no trailing slash. Addresses are refused in every spelling, for a URL
 * is only as public as its name; where that name leads is API Gateway's own network, never the VPC. Never throws.
 */
export function checkUpstreamUrl(
  text: string,
): { ok: true; url: string } | { ok: false; fault: UpstreamFault } {
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  const fault = textFault(trimmed);
  if (fault) return { ok: false, fault };
  const [, authority = '', path = ''] = /^https:\/\/([^/]*)(.*)$/i.exec(trimmed) ?? [];
  const partFault = hostPartFault(authority) ?? (isBasePath(path) ? null : 'path');
  if (partFault) return { ok: false, fault: partFault };
  const port = /:(\d+)$/.exec(authority)?.[1];
  const host = authority.replace(/:\d+$/, '').toLowerCase();
  const url = `https://${host}${port && port !== '443' ? `:${port}` : ''}${path.replace(/\/$/, '')}`;
  return agreesWithBrowsers(url, host) ? { ok: true, url } : { ok: false, fault: 'host' };
}

function textFault(text: string): UpstreamFault | null {
  if (text === '') return 'empty';
  if (text.length > upstreamUrlLengthMax) return 'too_long';
  if (/[\s\p{Cc}\p{Cf}\p{Zs}]/u.test(text)) return 'whitespace';
  if (text.includes('\\')) return 'backslash';
  if (!/^https:\/\//i.test(text)) return 'scheme';
  const rest = text.slice('https://'.length);
  if (/^[^/?#]*@/.test(rest)) return 'credentials';
  if (rest.includes('#')) return 'fragment';
  return rest.includes('?') ? 'query' : null;
}

function hostPartFault(authority: string): UpstreamFault | null {
  if (authority === '') return 'host';
  if (isAddress(authority)) return 'address';
  if (authority.includes('%')) return isAddress(decoded(authority)) ? 'address' : 'percent_encoded';
  if (!/^[\x21-\x7e]*$/.test(authority))
    return isAddress(folded(authority)) ? 'address' : 'not_ascii';
  const [, host = '', , port] = /^([^:]*)(:(.*))?$/.exec(authority) ?? [];
  if (port !== undefined && !isAllowedPort(port)) return 'port';
  return hostFault(host.toLowerCase());
}

function hostFault(host: string): UpstreamFault | null {
  if (host.endsWith('.')) return 'trailing_dot';
  const labels = host.split('.');
  if (labels.some((label) => label.startsWith('xn--'))) return 'punycode';
  if (host.length > hostLengthMax || !labels.every(isLabel)) return 'host';
  if (endsIn(host, reservedSuffixes)) return 'reserved';
  if (labels.length === 1) return 'single_label';
  if (!/^[a-z]{2,}$/.test(labels.at(-1) ?? '')) return 'host';
  if (endsIn(host, rebindingSuffixes)) return 'rebinding';
  return isLoop(host, labels) ? 'loop' : null;
}

/**
 * True for anything that a resolver or URL parser may take as an address: bracketed or colon-separated IPv6, and
 * IPv4 in decimal, octal, hexadecimal and short forms, which all end in a numeric label (WHATWG URL, "ends in a
 * number checker"). Top-level domains are never numeric (RFC 3696, 2).
 */
function isAddress(authority: string): boolean {
  if (/[[\]]/.test(authority) || authority.split(':').length > 2) return true;
  const host = authority.replace(/:.*$/, '').replace(/\.+$/, '');
  return /^(?:\d+|0x[0-9a-f]*)$/i.test(host.split('.').at(-1) ?? '');
}

function isAllowedPort(port: string): boolean {
  if (!/^[1-9]\d{0,4}$/.test(port)) return false;
  const number = Number(port);
  return number === 443 || (number > 1024 && number <= 65_535);
}

function isLabel(label: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label);
}

function isLoop(host: string, labels: string[]): boolean {
  const isAws = endsIn(
    host,
    'amazonaws.com amazonaws.com.cn api.aws on.aws amazonwebservices.com.cn',
  );
  return isAws && labels.some((label) => /^(?:execute-api|vpce|lambda-url)$/.test(label));
}

function endsIn(host: string, suffixes: string): boolean {
  return suffixes.split(' ').some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

function isBasePath(path: string): boolean {
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  return segments.every(
    (segment) => /^[A-Za-z0-9._~:@+,=-]+$/.test(segment) && !/^\.+$/.test(segment),
  );
}

/** Full-width and other compatibility forms as the characters they stand for; ideographic dots as dots (UTS 46). */
function folded(text: string): string {
  return text.normalize('NFKC').replace(/[\u3002\uff0e\uff61]/g, '.');
}

function decoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The last word is a URL parser's: if it reads another host than we did, one of us is wrong. */
function agreesWithBrowsers(url: string, host: string): boolean {
  try {
    const parsed = new URL(url);
    return parsed.hostname === host && parsed.username === '' && parsed.protocol === 'https:';
  } catch {
    return false;
  }
}
