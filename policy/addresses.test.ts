import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInRange } from './addresses';

const address = fc.oneof(fc.ipV4(), fc.ipV6());
const prefix = fc.option(fc.integer({ min: 0, max: 129 }), { nil: undefined });

/** Node's own answer. */
function isListed(text: string, base: string, length: number | undefined): boolean {
  const [family, baseFamily] = [isIP(text), isIP(base)];
  const size = family === 4 ? 32 : 128;
  if (family === 0 || family !== baseFamily || (length ?? 0) > size) return false;
  const list = new BlockList();
  list.addSubnet(base, length ?? size, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(text, family === 4 ? 'ipv4' : 'ipv6');
}

it('decides as Node does, for any address in any range', () => {
  fc.assert(
    fc.property(address, address, prefix, fc.boolean(), (one, other, length, isSame) => {
      const base = isSame ? one : other;
      const range = length === undefined ? base : `${base}/${length}`;
      expect(isInRange(one, range)).toBe(isListed(one, base, length));
    }),
    { numRuns: 2_000 },
  );
});

it('takes faulty text for an address in no range', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1::2::3',
    ':1',
    '1:2:3:4:5:6:7:8:9',
    'g::',
  ])
    expect(isInRange(text, `${text}/0`), text).toBe(false);
  expect(isInRange('1.2.3.4', '1.2.3.4/x')).toBe(false);
  expect(isInRange('1.2.3.4', '1.2.3.4/33')).toBe(false);
});
