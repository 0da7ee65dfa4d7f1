import { BlockList, isIP } from 'node:net';

/** Where an integration's host leads. `local` is a server on loopback that stands in for it. */
export type UpstreamRoute =
  | { kind: 'echo' }
  | { kind: 'local'; host: string; port: number; isSecure: boolean }
  | { kind: 'internet' }
  | { kind: 'unknown' };

/** Answered by the echo without being asked for. */
const echoHosts = ['httpbin.org', 'www.httpbin.org'];

/**
 * Routes a host name. `echoHosts` are further names for the echo; one written `name=http://127.0.0.1:port` leads to
 * a server of the caller's own, and so does `https`, whose certificate is judged. Without internet, all other names do not resolve.
 */
export function upstreamRoute(
  host: string,
  options: { upstream: 'echo' | 'internet'; echoHosts: string[] },
): UpstreamRoute {
  const name = host.toLowerCase();
  for (const entry of options.echoHosts) {
    const [alias = '', target] = entry.split('=');
    if (alias.toLowerCase() !== name) continue;
    if (target === undefined) return { kind: 'echo' };
    const url = new URL(target);
    const isSecure = url.protocol === 'https:';
    const port = Number(url.port || (isSecure ? 443 : 80));
    return { kind: 'local', host: url.hostname, port, isSecure };
  }
  if (options.upstream === 'internet') return { kind: 'internet' };
  return echoHosts.includes(name) ? { kind: 'echo' } : { kind: 'unknown' };
}

const privateRanges = new BlockList();
for (const [base, length] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privateRanges.addSubnet(base, length, 'ipv4');
}
for (const [base, length] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privateRanges.addSubnet(base, length, 'ipv6');
}

/** Whether an address is nobody's on the internet: private, loopback, link-local, metadata, multicast. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return privateRanges.check(mapped, 'ipv4');
  return privateRanges.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
