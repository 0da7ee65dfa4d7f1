import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CertificateFacts,
  type CertificateReading,
  certificateProblems,
  certificateStanding,
} from './certificate';

const now = new Date('2026-11-26T12:00:00Z');
const dayMs = 86_400_000;
const inDays = (days: number) => new Date(now.getTime() + days * dayMs);

function facts(reading: Partial<CertificateReading>, more: Partial<CertificateFacts> = {}) {
  const good: CertificateReading = {
    ...{ subject: 'api.example.com', issuer: 'CA', names: ['api.example.com'] },
    ...{ validFrom: inDays(-10).toISOString(), validTo: inDays(80).toISOString() },
    ...{ matches: true, fault: null, protocol: 'TLSv1.3', fingerprint: '00' },
  };
  const looked = { readAt: inDays(-0.1), triedAt: inDays(-0.1), problem: null, failingSince: null };
  return { reading: { ...good, ...reading }, ...looked, ...more };
}
const to = (days: number) => ({ validTo: inDays(days).toISOString() });
const failing = { problem: 'timeout', failingSince: inDays(-1) } as const;

describe('where a certificate stands', () => {
  it.each([
    ['valid, months ahead', facts({}), 'valid', 80, false],
    ['31 days left', facts(to(31)), 'valid', 31, false],
    ['30 days left', facts(to(30)), 'ends_soon', 30, true],
    ['8 days left', facts(to(8)), 'ends_soon', 8, true],
    ['7 days left', facts(to(7)), 'ends_in_days', 7, true],
    ['an hour left', facts(to(1 / 24)), 'ends_in_days', 0, true],
    ['its very last moment', facts(to(0)), 'ends_in_days', 0, true],
    ['ended an hour ago', facts(to(-1 / 24)), 'expired', -1, true],
    ['ended, as was read', facts({ ...to(-3), fault: 'CERT_HAS_EXPIRED' }), 'expired', -3, true],
    ['ended, of another name', facts({ ...to(-3), matches: false }), 'expired', -3, true],
    ['of another name', facts({ matches: false }), 'name', 80, true],
    ['a chain nobody knows', facts({ fault: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'untrusted', 80, true],
    ['a link of the chain ended', facts({ fault: 'CERT_HAS_EXPIRED' }), 'untrusted', 80, true],
    [
      'not begun',
      facts({ validFrom: inDays(1).toISOString(), fault: 'CERT_NOT_YET_VALID' }),
      ...(['early', 80, true] as const),
    ],
    [
      'begun since it was read',
      facts({ validFrom: inDays(-0.05).toISOString(), fault: 'CERT_NOT_YET_VALID' }),
      ...(['valid', 80, false] as const),
    ],
    ['valid, then silence', facts({}, failing), 'unreachable', 80, false],
    ['near its end, then silence', facts(to(5), failing), 'ends_in_days', 5, true],
    ['ended in the silence', facts(to(-2), failing), 'expired', -2, true],
    ['of another name, then silence', facts({ matches: false }, failing), 'name', 80, true],
    ['only silence', { ...facts({}, failing), reading: null }, 'unreachable', null, false],
    ['never looked at', null, 'unread', null, false],
  ] as [string, CertificateFacts | null, string, number | null, boolean][])(
    '%s',
    (_what, known, state, days, isDue) => {
      expect(certificateStanding(known, now)).toEqual({ state, days, isDue });
    },
  );

  const any = fc
    .record({
      from: fc.integer({ min: -400, max: 30 }),
      to: fc.integer({ min: -400, max: 400 }),
      matches: fc.boolean(),
      fault: fc.constantFrom(null, 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    })
    .map(({ from, to: end, ...rest }) =>
      facts({ ...rest, ...to(end), validFrom: inDays(from).toISOString() }),
    );

  it('is valid only where nothing is wrong with what was read and more than 30 days are left', () => {
    fc.assert(
      fc.property(any, (known) => {
        const { reading } = known as { reading: CertificateReading };
        const isGood =
          reading.matches &&
          reading.fault === null &&
          Date.parse(reading.validFrom) <= now.getTime() &&
          Date.parse(reading.validTo) > inDays(30).getTime();
        expect(certificateStanding(known, now).state === 'valid').toBe(isGood);
      }),
    );
  });

  it('a look that failed takes away that it is valid, and nothing else', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...certificateProblems), (known, problem) => {
        const before = certificateStanding(known, now);
        const since = certificateStanding({ ...known, problem, failingSince: now }, now);
        expect(since).toEqual(
          before.state === 'valid' ? { ...before, state: 'unreachable' } : before,
        );
      }),
    );
  });

  it('of an ended one time makes nothing else', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 5_000 }), (known, days) => {
        fc.pre(certificateStanding(known, now).state === 'expired');
        expect(certificateStanding(known, inDays(days)).state).toBe('expired');
      }),
    );
  });
});
