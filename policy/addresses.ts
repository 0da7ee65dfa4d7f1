/** Whether an address lies in a range in CIDR notation; a bare address is a range of one. Faulty text is in no range. */
export function isInRange(address: string, range: string): boolean {
  const [base = '', prefix] = range.split('/');
  const [found, start] = [toBits(address), toBits(base)];
  if (!found || !start || found.size !== start.size) return false;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return false;
  const length = prefix === undefined ? found.size : Number(prefix);
  if (length > found.size) return false;
  const rest = BigInt(found.size - length);
  return found.value >> rest === start.value >> rest;
}

/** Whether all of one range lies in another, both in CIDR notation; a bare address is a range of one, but holds none. */
export function isRangeWithin(inner: string, outer: string): boolean {
  const [address = '', prefix = '32'] = inner.split('/');
  return isInRange(address, outer) && Number(prefix) >= Number(outer.split('/')[1]);
}

type Bits = { value: bigint; size: 32 | 128 };

function toBits(text: string): Bits | null {
  return text.includes(':') ? ipv6(text) : ipv4(text);
}

function ipv4(text: string): Bits | null {
  const parts = text.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256);
  if (!isAddress) return null;
  return { value: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n), size: 32 };
}

/** Groups of hexadecimals, one run of zeros left out, the last two perhaps as an IPv4 address (RFC 4291, 2.2). */
function ipv6(text: string): Bits | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (!head || tail === null) return null;
  const left = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? left !== 0 : left < 1) return null;
  const groups = [...head, ...Array<bigint>(left).fill(0n), ...(tail ?? [])];
  return { value: groups.reduce((sum, group) => (sum << 16n) | group, 0n), size: 128 };
}

function groupsOf(text: string): bigint[] | null {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(BigInt(`0x${part}`));
      continue;
    }
    const last = index === parts.length - 1 ? ipv4(part) : null;
    if (!last) return null;
    groups.push(last.value >> 16n, last.value & 0xffffn);
  }
  return groups;
}
