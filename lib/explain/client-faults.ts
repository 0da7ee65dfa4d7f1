import { maskSecrets } from './mask';
import type { ClientFault } from './types';

/**
 * The words of curl, Node (and undici), Python (requests, httpx, urllib3), Java, Go, .NET and Windows, most telling
 * first: a text that tells of a name that does not match often says "handshake failed" too.
 */
const patterns: readonly (readonly [ClientFault, RegExp])[] = [
  [
    'forward_proxy',
    /from proxy after CONNECT|CONNECT tunnel failed|Tunnel connection failed|Could not resolve proxy|Unable to connect to proxy|ProxyError\(|proxyconnect tcp|tunneling socket could not be established|Unable to tunnel through proxy|Proxy CONNECT aborted/i,
  ],
  [
    'tls_revocation',
    /CRYPT_E_NO_REVOCATION_CHECK|CRYPT_E_REVOCATION_OFFLINE|0x8009201[23]|revocation function was unable/i,
  ],
  [
    'tls_name',
    /no alternative certificate subject name matches|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|x509: certificate is (?:not )?valid for|hostname mismatch|doesn't match either of|No subject alternative (?:DNS )?names?\b|No name matching|SEC_E_WRONG_PRINCIPAL|certificate subject name '[^'\n]{0,200}' does not match/i,
  ],
  [
    'tls_expired',
    /certificate has expired|CERT_HAS_EXPIRED|certificate is not yet valid|CERT_NOT_YET_VALID|CertificateExpiredException|CertificateNotYetValid|SEC_E_CERT_EXPIRED/i,
  ],
  [
    'tls_untrusted',
    /unable to get (?:local )?issuer certificate|self[- ]signed certificate|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|PKIX path building failed|signed by unknown authority|SEC_E_UNTRUSTED_ROOT|CERTIFICATE_VERIFY_FAILED|curl: \(60\)|SSL certificate problem|could not establish trust relationship/i,
  ],
  [
    'dns_failed',
    /could ?n[o']t resolve host|unable to resolve host|\bENOTFOUND\b|\bEAI_AGAIN\b|\bEAI_NONAME\b|Name or service not known|nodename nor servname|Temporary failure in name resolution|getaddrinfo failed|no such host\b|UnknownHostException|NameResolutionError|Name does not resolve|server misbehaving|\bNXDOMAIN\b|remote name could not be resolved|No such host is known|curl: \(6\)|lookup [\w.-]{1,253}[^\n]{0,80}i\/o timeout/i,
  ],
  [
    'connect_timeout',
    /Failed to connect to [^\n]{0,300}timed? ?out|Connection timed out|Connection timeout after|\bETIMEDOUT\b|UND_ERR_CONNECT_TIMEOUT|Connect ?Timeout ?(?:Error|Exception)|\bConnectTimeout\b|connect timed out|HTTP connect timed out|Connect to [^\n]{0,300}timed out|dial tcp [^\n]{0,120}i\/o timeout|WinError 10060|Could not connect to server[^\n]{0,80}timed out/i,
  ],
  ['connect_refused', /Connection refused|\bECONNREFUSED\b|WinError 10061|actively refused/i],
  [
    'no_route',
    /No route to host|\bEHOSTUNREACH\b|\bENETUNREACH\b|Network is unreachable|WinError 1005[01]\b|network path was not found/i,
  ],
  [
    'read_timeout',
    /Operation timed out after \d+ milliseconds|\bRead ?Timeout|Read timed out|UND_ERR_(?:HEADERS|BODY)_TIMEOUT|(?:Headers|Body)TimeoutError|Timeout exceeded while awaiting headers|context deadline exceeded|\bESOCKETTIMEDOUT\b|HttpTimeoutException|timeout of \d+ ?ms exceeded|API(?:Connection)?TimeoutError|Request timed out|operation was aborted due to timeout|request was canceled due to the configured HttpClient\.Timeout|Task timed out after|curl: \(28\)/i,
  ],
  [
    'tls_failed',
    /handshake fail|SSL_ERROR_SYSCALL|TLS handshake timeout|wrong version number|\bEPROTO\b|SSLHandshakeException|SSLError\(|remote error: tls|curl: \(35\)|SSL connection timeout|protocol version alert/i,
  ],
  [
    'reset',
    /\bECONNRESET\b|Connection reset by peer|Connection was reset|socket hang up|Empty reply from server|RemoteDisconnected|Remote end closed connection|\bEPIPE\b|unexpected EOF|UND_ERR_SOCKET|other side closed|transfer closed with|Premature close|IncompleteRead|curl: \((?:18|52|56)\)|WinError 10054/i,
  ],
];

/** The client's own failure in a text, with the words that tell it, without secrets; null where there is none. */
export function readClientFault(text: string): { kind: ClientFault; text: string } | null {
  for (const [kind, pattern] of patterns) {
    const found = pattern.exec(text);
    if (found) return { kind, text: excerptAt(text, found.index, pattern) };
  }
  return null;
}

/** The line that a place stands in, shortened around it where it is long; masked before it is cut. */
function excerptAt(text: string, index: number, pattern: RegExp): string {
  const begin = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  const line = maskSecrets(text.slice(begin, end < 0 ? text.length : end));
  const from = Math.max(0, (pattern.exec(line)?.index ?? 0) - 120);
  return line.slice(from, from + 300).trim();
}
