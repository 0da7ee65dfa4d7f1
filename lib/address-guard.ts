import { BlockList, isIP } from 'node:net';

/**
 * Where no webhook may lead: addresses that mean this machine, its link, or a cloud's metadata. Addresses of private
 * networks are allowed: a receiver of one's own stands there as often as not.
 */
const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('224.0.0.0', 3, 'ipv4');
// Alibaba Cloud's metadata lies in the shared range; the range itself belongs to carriers and clusters.
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
// The EC2 metadata service over IPv6.
never.addSubnet('fd00:ec2::', 32, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a connection to this very address may be made. Asked of what DNS answered, not of the name. */
export function isAllowedAddress(address: string, allowLoopback: boolean): boolean {
  const plain = embeddedIpv4(address) ?? address;
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(plain) === 0 || never.check(plain, family)) return false;
  return allowLoopback || !loopback.check(plain, family);
}

/** What else is nobody's on the internet: private, shared and reserved ranges (RFC 6890), and tunnels that lead to such. */
const inside = new BlockList();
inside.addSubnet('10.0.0.0', 8, 'ipv4');
inside.addSubnet('100.64.0.0', 10, 'ipv4');
inside.addSubnet('172.16.0.0', 12, 'ipv4');
inside.addSubnet('192.0.0.0', 24, 'ipv4');
inside.addSubnet('192.168.0.0', 16, 'ipv4');
inside.addSubnet('198.18.0.0', 15, 'ipv4');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('::', 96, 'ipv6');
inside.addSubnet('64:ff9b::', 112, 'ipv6');
inside.addSubnet('64:ff9b:1::', 48, 'ipv6');
inside.addSubnet('2002::', 16, 'ipv6');
inside.addSubnet('2001::', 32, 'ipv6');

/** Whether an address is one of the public internet: what of upstreams is connected to. */
export function isPublicAddress(address: string): boolean {
  if (!isAllowedAddress(address, false)) return false;
  const plain = embeddedIpv4(address) ?? address;
  return !inside.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** Only over TLS, but for a receiver on this machine where that is allowed; no credentials in the URL. */
export function isAllowedUrl(url: URL, allowLoopback: boolean): boolean {
  if (url.username || url.password) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isAllowedAddress(host, allowLoopback)) return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && allowLoopback && isLoopbackHost(host);
}

function isLoopbackHost(host: string): boolean {
  if (isIP(host) === 0) return host === 'localhost';
  return loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

/** The IPv4 address within an IPv6 one: mapped (`::ffff:`), or translated by NAT64 (`64:ff9b::`, RFC 6052). */
function embeddedIpv4(address: string): string | null {
  if (isIP(address) !== 6) return null;
  const [zoneless = ''] = address.split('%');
  // The URL parser writes every address in one way.
  const { hostname } = new URL(`http://[${zoneless}]`);
  const match = /^\[(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(hostname);
  if (!match) return null;
  const [high, low] = [match[1], match[2]].map((part) => Number.parseInt(part ?? '', 16));
  if (high === undefined || low === undefined) return null;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
