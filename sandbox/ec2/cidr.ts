/** An IPv4 range: its first address as a number and its prefix length. */
export type Cidr = { base: number; bits: number };

/** Parses `10.0.0.0/16`; null for anything else. Host bits are cut off, as EC2 does. */
export function parseCidr(text: string): Cidr | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const numbers = match.slice(1).map(Number);
  const bits = numbers[4] ?? 0;
  if (numbers.slice(0, 4).some((octet) => octet > 255) || bits > 32) return null;
  const address = numbers.slice(0, 4).reduce((value, octet) => value * 256 + octet, 0);
  return { base: address - (address % sizeOf({ base: 0, bits })), bits };
}

export function sizeOf(cidr: Cidr): number {
  return 2 ** (32 - cidr.bits);
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.base)}/${cidr.bits}`;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.base >= outer.base && inner.base + sizeOf(inner) <= outer.base + sizeOf(outer);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, { base: b.base, bits: 32 }) || contains(b, { base: a.base, bits: 32 });
}
