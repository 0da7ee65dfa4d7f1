import { expect, it } from 'vitest';
import { forecastEmpty } from './forecast';
import { logStart } from './log-start';

const now = new Date('2026-11-25T14:30:00Z');

it.each([
  ['ten days ago, of a proxy that is older', '2026-03-01T08:00:00Z', '2026-11-15T00:00:00Z'],
  ['the day it was made, of a younger one', '2026-11-21T23:59:00Z', '2026-11-21T00:00:00Z'],
  ['yesterday, of one made today', '2026-11-25T14:29:00Z', '2026-11-24T00:00:00Z'],
])('a log is first read from %s', (_, createdAt, from) => {
  expect(logStart(new Date(createdAt), now)).toEqual(new Date(from));
});

const hourMs = 3_600_000;

it.each(Array.from({ length: 23 }, (_, hour) => hour))(
  'the first read is enough to say at %i:30 UTC when the quota of a day will be gone',
  (hour) => {
    const at = new Date(`2026-11-25T${String(hour).padStart(2, '0')}:30:00Z`);
    const from = logStart(new Date('2026-03-01'), at).getTime();
    const counts = Array.from({ length: Math.ceil((at.getTime() - from) / hourMs) }, () => 10);
    const resetsAt = Date.parse('2026-11-26T00:00:00Z');
    const left = (10 * (resetsAt - at.getTime())) / hourMs / 2;
    expect(forecastEmpty({ from, counts }, { left, now: at.getTime(), resetsAt })).not.toBeNull();
  },
);
