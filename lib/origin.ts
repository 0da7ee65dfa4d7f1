import { AppError } from './errors';

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

/**
 * Whether Next refuses a request by its origin as soon as it might be a Server Action, before any code of ours is
 * asked: `Origin` names another host than the one asked for (next: server/app-render/action-handler).
 */
export function isForeignAction(method: string, headers: Headers): boolean {
  const isAction =
    headers.has('next-action') || headers.get('content-type')?.startsWith('multipart/form-data');
  const origin = headers.get('origin');
  if (method !== 'POST' || !isAction || origin === null) return false;
  const forwarded = headers.get('x-forwarded-host')?.split(',')[0]?.trim();
  return !URL.canParse(origin) || new URL(origin).host !== (forwarded || headers.get('host'));
}

function isLocalOrAddress(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)
  );
}

/** What was sent from a page that is not ours; `denied`. */
export class ForeignOrigin extends AppError {
  /** What was asked for: an action's name, or a path. */
  readonly at: string;
  /** As it was sent, cut short. */
  readonly origin: string | null;
  readonly address: string;

  constructor(at: string, origin: string | null, address: string) {
    super('denied', `${at} was asked for from origin ${origin ?? '(none)'}`);
    this.name = 'ForeignOrigin';
    this.at = at.slice(0, 200);
    this.origin = origin?.slice(0, 200) ?? null;
    this.address = address;
  }
}
