import { expect, it } from 'vitest';
import type { Outcome } from './outcomes';
import { tellProbes } from './tell-probes';

const hour = (at: number) => new Date(Date.UTC(2026, 0, 5, at));
const row = (at: number, keyId: string | null, outcome: Outcome, count: number) => ({
  hour: hour(at),
  keyId,
  outcome,
  count,
});
const marks = { probeKeyId: 'probe', sendsNoKey: true };

it('leaves a probe’s calls out, and as many refusals without a key, in their hour or the next', () => {
  const hours = [
    row(1, 'a', 'served', 5),
    row(1, 'probe', 'served', 2),
    row(1, null, 'key_refused', 1),
    row(2, null, 'key_refused', 3),
    row(2, 'a', 'key_refused', 1),
    row(2, null, 'path', 1),
  ];
  const { consumers, probes } = tellProbes(hours, marks);
  expect(consumers).toEqual([
    row(1, 'a', 'served', 5),
    row(2, null, 'key_refused', 2),
    row(2, 'a', 'key_refused', 1),
    row(2, null, 'path', 1),
  ]);
  expect(probes).toEqual([
    row(1, 'probe', 'served', 2),
    row(1, null, 'key_refused', 1),
    row(2, null, 'key_refused', 1),
  ]);
});

it('takes no refusal for a probe’s where probes send none without a key, or made no call', () => {
  const hours = [row(1, 'probe', 'served', 2), row(1, null, 'key_refused', 3)];
  const { consumers } = tellProbes(hours, { ...marks, sendsNoKey: false });
  expect(consumers).toEqual([row(1, null, 'key_refused', 3)]);
  const later = [row(1, 'probe', 'served', 2), row(3, null, 'key_refused', 3)];
  expect(tellProbes(later, marks).consumers).toEqual([row(3, null, 'key_refused', 3)]);
  const before = [row(2, 'probe', 'served', 2), row(1, null, 'key_refused', 3)];
  expect(tellProbes(before, marks).consumers).toEqual([row(1, null, 'key_refused', 3)]);
});

it('takes nobody for the probe where a proxy has no key for it', () => {
  const hours = [row(1, null, 'key_refused', 3)];
  expect(tellProbes(hours, { ...marks, probeKeyId: undefined }).consumers).toEqual(hours);
});
