import { describe, expect, it } from 'vitest';
import type { Outcome } from './outcomes';
import { demandOf, outlookOf } from './outlook';

const hourMs = 3_600_000;
const asOf = new Date('2026-11-24T10:20:00Z');
const resetsAt = new Date('2026-11-25T00:00:00Z');
const keys = [{ keyId: 'a', left: 50 }];

function hoursOf(days: number, outcome: Outcome = 'served', keyId: string | null = 'a') {
  const first = Math.floor(asOf.getTime() / hourMs) - days * 24;
  return Array.from({ length: days * 24 }, (_, index) => ({
    hour: new Date((first + index) * hourMs),
    keyId,
    outcome,
    count: 10,
  }));
}

const request = (minutesAgo: number, keyId: string | null = 'a', outcome: Outcome = 'served') => ({
  at: new Date(asOf.getTime() - minutesAgo * 60_000),
  keyId,
  outcome,
});

const traffic = (days: number, requests = [request(1)]) => ({
  hours: hoursOf(days),
  requests,
  since: new Date(asOf.getTime() - days * 24 * hourMs),
  asOf,
});

describe('outlookOf', () => {
  it('counts the last hour of the consumers, and only what their quota counts', () => {
    const requests = [
      request(1),
      request(59),
      request(61),
      request(2, 'probe'),
      request(3, 'a', 'throttle'),
      request(4, null, 'key_refused'),
    ];
    expect(outlookOf(traffic(2, requests), keys, resetsAt, asOf)?.perHour).toBe(2);
  });

  it('names the moment with its interval once there is enough history, and nothing before', () => {
    const empty = outlookOf(traffic(14), keys, resetsAt, asOf)?.empty;
    expect(empty?.keyId).toBe('a');
    expect(Math.abs((empty?.at.getTime() ?? 0) - asOf.getTime() - 5 * hourMs)).toBeLessThan(
      hourMs / 2,
    );
    expect(outlookOf(traffic(3), keys, resetsAt, asOf)).toMatchObject({ empty: null });
  });

  it('tells of the key that is empty first', () => {
    const both = { ...traffic(14), hours: [...hoursOf(14), ...hoursOf(14, 'served', 'b')] };
    const outlook = outlookOf(both, [...keys, { keyId: 'b', left: 20 }], resetsAt, asOf);
    expect(outlook?.empty?.keyId).toBe('b');
  });

  it('says nothing by traffic that is half an hour old', () => {
    const later = new Date(asOf.getTime() + 31 * 60_000);
    expect(outlookOf(traffic(14), keys, resetsAt, later)).toBeNull();
  });

  it('says nothing of a proxy without a quota but its pace', () => {
    const outlook = outlookOf(traffic(14), [{ keyId: 'a', left: null }], null, asOf);
    expect(outlook).toMatchObject({ perHour: 1, empty: null });
  });
});

describe('demandOf', () => {
  it('takes what the quota refused for demand, and begins with the first whole hour known', () => {
    const since = new Date('2026-11-24T07:30:00Z');
    const hours = [
      ...hoursOf(1),
      ...hoursOf(1, 'quota'),
      ...hoursOf(1, 'throttle'),
      ...hoursOf(1, 'served', 'b'),
    ];
    expect(demandOf(hours, 'a', since, asOf)).toEqual({
      from: Date.parse('2026-11-24T08:00:00Z'),
      counts: [20, 20, 0],
    });
  });
});
