import { expect, it } from 'vitest';
import type { KeyOutcomes } from './breakdown';
import { type KeyStanding, keyRefusals } from './key-refusals';

const when = { first: new Date('2026-01-05T01:00:00Z'), last: new Date('2026-01-05T04:00:00Z') };

function row(
  keyId: string | null,
  refused: number,
  role: 'consumer' | 'probe' | null = 'consumer',
): KeyOutcomes {
  return {
    keyId,
    key: keyId && role ? { keyId, role, label: keyId.toUpperCase() } : null,
    counts: refused > 0 ? { key_refused: refused } : {},
    refused: refused > 0 ? when : null,
  };
}

const standings = (each: Record<string, KeyStanding>) => new Map(Object.entries(each));

it('says why of a key that the log names, where that is known now', () => {
  const rows = [row('a', 3), row('b', 1)];
  expect(keyRefusals(rows, standings({ a: 'disabled', b: 'not_in_plan' }))).toMatchObject([
    { keyId: 'a', count: 3, causes: ['disabled'], when },
    { keyId: 'b', count: 1, causes: ['not_in_plan'] },
  ]);
});

it('leaves open what it was where the key opens now, is another’s, or was not looked at', () => {
  const both = ['disabled', 'not_in_plan'];
  const rows = [row('a', 3), row('foreign', 1, null)];
  expect(keyRefusals(rows, standings({ a: 'open' }))).toMatchObject([
    { causes: both, isOpenNow: true },
    { key: null, causes: both, isOpenNow: false },
  ]);
  expect(keyRefusals([row('a', 3)], null)).toMatchObject([{ causes: both, isOpenNow: false }]);
});

it('names beside a refusal without a key those keys that are refused now', () => {
  const rows = [row('a', 0), row('b', 0), row('probe', 0, 'probe'), row(null, 7)];
  const found = keyRefusals(rows, standings({ a: 'disabled', b: 'open', probe: 'not_in_plan' }));
  expect(found).toMatchObject([
    {
      keyId: null,
      count: 7,
      causes: ['missing', 'unknown'],
      suspects: [{ key: { keyId: 'a' }, standing: 'disabled' }],
    },
  ]);
  expect(found[0]?.suspects).toHaveLength(1);
  expect(keyRefusals(rows, null)[0]?.suspects).toEqual([]);
});

it('says nothing of the probe’s own, nor where none was refused', () => {
  expect(keyRefusals([row('probe', 5, 'probe'), row('a', 0)], standings({}))).toEqual([]);
});
