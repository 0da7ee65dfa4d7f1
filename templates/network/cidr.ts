/** An IPv4 block: its first address as an unsigned 32-bit number, and its prefix length. */
export type Cidr = { address: number; prefix: number };

/** AWS: a VPC is between /16 and /28, and so is a subnet (VPC user guide, "VPC CIDR blocks"). */
export const vpcPrefixMin = 16;
export const subnetPrefixMax = 28;

/** Subnets of 251 usable addresses: room for endpoints, probe and clients, and most of a /16 stays free. */
export const subnetPrefixPreferred = 24;

/** Private (RFC 1918) and shared (RFC 6598) space: a VPC on public addresses would hide their real owners. */
const privateBlocks: Cidr[] = [
  { address: 0x0a000000, prefix: 8 },
  { address: 0xac100000, prefix: 12 },
  { address: 0xc0a80000, prefix: 16 },
  { address: 0x64400000, prefix: 10 },
];

/** Reads `10.0.0.0/16`; null unless it is canonical: four decimal parts, no leading zeros, no host bits. */
export function parseCidr(text: string): Cidr | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const numbers = match.slice(1).map(Number);
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = numbers;
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return null;
  const cidr = { address: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0, prefix };
  return formatCidr({ ...cidr, address: firstAddress(cidr) }) === text ? cidr : null;
}

export function formatCidr({ address, prefix }: Cidr): string {
  const parts = [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255];
  return `${parts.join('.')}/${prefix}`;
}

/** True when the whole block lies in private or shared address space. */
export function isPrivateCidr(cidr: Cidr): boolean {
  return privateBlocks.some(
    (block) =>
      cidr.prefix >= block.prefix &&
      firstAddress({ address: cidr.address, prefix: block.prefix }) === block.address,
  );
}

/** How long a subnet's prefix is when `vpc` is cut for `count` zones; may exceed what AWS allows. */
export function subnetPrefix(vpc: Cidr, count: number): number {
  return Math.max(subnetPrefixPreferred, vpc.prefix + Math.ceil(Math.log2(count)));
}

/** The first `count` equal blocks of `vpc`, in order. Adding a zone to a roomy VPC leaves the earlier ones alone. */
export function cutSubnets(vpc: Cidr, count: number): Cidr[] {
  const prefix = subnetPrefix(vpc, count);
  const size = 2 ** (32 - prefix);
  return Array.from({ length: count }, (_, index) => ({
    address: vpc.address + index * size,
    prefix,
  }));
}

function firstAddress({ address, prefix }: Cidr): number {
  return prefix === 0 ? 0 : (address & (0xffffffff << (32 - prefix))) >>> 0;
}
