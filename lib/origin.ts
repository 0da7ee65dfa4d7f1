/**
 * Whether a request that changes something comes from a page of ours. Browsers send `Origin` with every such
 * request; absent and `null` ones are refused. With a public origin configured only that one may act. Without one
 * the host asked for must be `localhost` or an address: those cannot be rebound to another server by DNS.
 */
export function isOwnOrigin(
  request: { origin: string | null; host: string | null },
  publicOrigin: string | undefined,
): boolean {
  const { origin, host } = request;
  if (!origin || origin === 'null' || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  // An Origin header is a bare, canonical origin: anything else was not written by a browser.
  if (url.origin !== origin) return false;
  if (publicOrigin) return origin === publicOrigin;
  if (!host || url.host !== host.toLowerCase()) return false;
  return url.protocol === 'http:' && isLocalOrAddress(url.hostname);
}

function isLocalOrAddress(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)
  );
}
