import { lookup as dnsLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SandboxContext } from '../context';
import { schemeHeader } from '../upstream/describe';
import { isPrivateAddress, upstreamRoute } from '../upstream/hosts';
import { internalError, networkError, timedOut } from './gateway-fault';
import type { UpstreamRequest } from './integration-request';

export type UpstreamAnswer = {
  incoming: IncomingMessage;
  /** Ends the watch over the time, once the body is through. */
  release(): void;
  /** Whether it broke off because its time was up. */
  isLate(): boolean;
};

/**
 * Sends a request and resolves once all headers of the answer are there. Rejects with the gateway's own answers: 500
 * for a name that does not resolve, 504 for a connection that fails or takes longer than `timeoutMs`. That time is
 * for the whole answer; when it is up in the middle of a body, the body breaks off.
 */
export function sendUpstream(
  context: SandboxContext,
  echoPort: number,
  request: UpstreamRequest,
  options: { timeoutMs: number; hungUp: AbortSignal },
): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = open(context, echoPort, request);
    if (!outgoing) {
      reject(internalError());
      return;
    }
    let isLate = false;
    const cancel = context.clock.after(options.timeoutMs, () => {
      isLate = true;
      outgoing.destroy(new Error('timeout'));
    });
    const hangUp = () => outgoing.destroy(new Error('caller hung up'));
    options.hungUp.addEventListener('abort', hangUp, { once: true });
    const release = () => {
      cancel();
      options.hungUp.removeEventListener('abort', hangUp);
    };
    outgoing.once('response', (incoming) => resolve({ incoming, release, isLate: () => isLate }));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      release();
      if (isLate) reject(timedOut());
      else reject(error.code === 'ENOTFOUND' ? internalError() : networkError());
    });
    outgoing.end(request.body);
  });
}

function open(context: SandboxContext, echoPort: number, request: UpstreamRequest) {
  const { url } = request;
  const route = upstreamRoute(url.hostname, context.options);
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? url.host;
  const headers = [
    ['Host', host],
    ...request.headers.filter(([name]) => name.toLowerCase() !== 'host'),
    ['Content-Length', String(request.body.length)],
  ];
  const options: RequestOptions = {
    method: request.method,
    path: `${url.pathname}${url.search}`,
    agent: false,
    // A flat list keeps spelling and order as they are.
    headers: headers.flat() as unknown as RequestOptions['headers'],
  };
  if (route.kind === 'unknown') return null;
  if (route.kind === 'echo') {
    const scheme = [schemeHeader, url.protocol.slice(0, -1)];
    const told = [...headers, scheme].flat() as unknown as RequestOptions['headers'];
    return httpRequest({ ...options, headers: told, host: '127.0.0.1', port: echoPort });
  }
  if (route.kind === 'local') {
    const to = { ...options, host: route.host, port: route.port };
    return route.isSecure ? httpsRequest({ ...to, servername: url.hostname }) : httpRequest(to);
  }
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(hostname) !== 0 && isPrivateAddress(hostname)) return null;
  const out = { ...options, host: hostname, port: url.port || undefined, lookup: publicLookup };
  return url.protocol === 'https:' ? httpsRequest(out) : httpRequest(out);
}

/** DNS as API Gateway's own network sees it: a name that leads to a private address leads nowhere. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    const found = (addresses ?? []).filter(({ address }) => !isPrivateAddress(address));
    const [first] = found;
    if (error || !first) {
      const failure: NodeJS.ErrnoException = error ?? new Error(`${hostname} is not public`);
      failure.code = 'ENOTFOUND';
      callback(failure, '', 0);
    } else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};
