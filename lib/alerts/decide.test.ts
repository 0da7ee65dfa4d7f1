import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DueAlert, decide, findReached, identityText, oncePerTeam } from './decide';
import { defaultRules } from './rules';
import type { KeyFacts, ProxyFacts, Rules } from './types';

const now = new Date('2026-11-25T10:00:00Z');
const resetsAt = new Date('2026-11-26T00:00:00Z');

function keyWith(used: number, limit: number, change: Partial<KeyFacts> = {}): KeyFacts {
  return {
    keyId: 'key-a',
    label: 'A',
    createdAt: null,
    quota: {
      used,
      left: Math.max(0, limit - used),
      period: 'DAY',
      firstDay: '2026-11-25',
      resetsAt,
    },
    forecast: null,
    ...change,
  };
}

function factsWith(key: KeyFacts, change: Partial<ProxyFacts> = {}): ProxyFacts {
  return {
    proxy: 'httpbin-dev',
    team: 'payments',
    keys: [key],
    lifetime: null,
    outage: null,
    throttled: null,
    certificate: null,
    ...change,
  };
}

/** What the database does: an identity that is there stays as it is. */
class Told {
  readonly identities = new Set<string>();
  readonly sent: DueAlert[] = [];

  round(facts: ProxyFacts, rules: Rules = defaultRules, at = now, told = this.identities): void {
    for (const alert of decide(findReached(facts, rules, at), told)) {
      if (this.identities.has(identityText(alert))) continue;
      this.identities.add(identityText(alert));
      if (!alert.isCovered) this.sent.push(alert);
    }
  }
}

const use = fc.record({
  used: fc.integer({ min: 0, max: 130 }),
  day: fc.integer({ min: 0, max: 2 }),
  keyId: fc.constantFrom('key-a', 'key-b'),
});

function factsOf({ used, day, keyId }: { used: number; day: number; keyId: string }): ProxyFacts {
  const key = keyWith(used, 100, { keyId });
  const firstDay = `2026-11-2${5 + day}`;
  return factsWith({ ...key, quota: key.quota && { ...key.quota, firstDay } });
}

const rulesAnyHow = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()).map(
  ([half, most, nearly, all]): Rules => ({
    ...defaultRules,
    quota_50: { isOn: half, value: 50 },
    quota_80: { isOn: most, value: 80 },
    quota_95: { isOn: nearly, value: 95 },
    quota_100: { isOn: all, value: 100 },
  }),
);

const quotaOf = ({ subject, period }: DueAlert) => `${subject} ${period}`;

describe('levels of a quota', () => {
  it('are told once for each period, rising, whatever the order and repetition of looks and rules', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(use, rulesAnyHow), { maxLength: 20 }), (looks) => {
        const told = new Told();
        for (const [look, rules] of looks) told.round(factsOf(look), rules);
        const texts = told.sent.map(identityText);
        expect(new Set(texts).size).toBe(texts.length);
        for (const quota of new Set(told.sent.map(quotaOf))) {
          const levels = told.sent
            .filter((each) => quotaOf(each) === quota)
            .map((each) => each.value);
          expect(levels).toEqual([...levels].sort((a, b) => a - b));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave none that was reached untold: it was sent, or a higher one was', () => {
    fc.assert(
      fc.property(fc.array(use, { minLength: 1, maxLength: 20 }), (looks) => {
        const told = new Told();
        for (const look of looks) told.round(factsOf(look));
        const reached = looks.flatMap((look) => findReached(factsOf(look), defaultRules, now));
        for (const alert of reached) {
          const sent = told.sent.filter((each) => quotaOf(each) === quotaOf(alert));
          expect(sent.some((each) => each.value >= alert.value)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are told once also where two replicas decide on what neither has seen of the other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(use, use), { maxLength: 20 }), (rounds) => {
        const told = new Told();
        for (const [one, other] of rounds) {
          const before = new Set(told.identities);
          told.round(factsOf(one), defaultRules, now, before);
          told.round(factsOf(other), defaultRules, now, before);
        }
        const texts = told.sent.map(identityText);
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('passed together are one message that names them', () => {
    const told = new Told();
    told.round(factsWith(keyWith(10, 100)));
    expect(told.sent).toEqual([]);
    told.round(factsWith(keyWith(96, 100)));
    expect(told.sent.map(({ value, detail }) => [value, detail])).toMatchObject([
      [95, { level: 95, passed: [50, 80], used: 96, total: 100 }],
    ]);
  });

  it('begin again with the next period', () => {
    const told = new Told();
    told.round(factsOf({ used: 60, day: 0, keyId: 'key-a' }));
    told.round(factsOf({ used: 60, day: 1, keyId: 'key-a' }));
    expect(told.sent.map(({ value, period }) => [value, period])).toEqual([
      [50, 'DAY 2026-11-25'],
      [50, 'DAY 2026-11-26'],
    ]);
  });

  it('count an extension: 90 of 100, with 100 granted, is 45 percent', () => {
    const key = keyWith(90, 100);
    const told = new Told();
    told.round(factsWith({ ...key, quota: key.quota && { ...key.quota, left: 110 } }));
    expect(told.sent).toEqual([]);
  });

  it.each([
    [49, []],
    [50, [50]],
    [99, [95]],
    [100, [100]],
    [130, [100]],
  ])('%i of 100 tells %j', (used, levels) => {
    const told = new Told();
    told.round(factsWith(keyWith(used, 100)));
    expect(told.sent.map(({ value }) => value)).toEqual(levels);
  });

  it('say nothing of a quota that is not known, or is not there', () => {
    const told = new Told();
    told.round(factsWith(keyWith(100, 100, { quota: null })));
    expect(told.sent).toEqual([]);
  });
});

describe('a forecast', () => {
  const at = (time: string) => new Date(`2026-11-25T${time}:00Z`);

  it.each([
    ['that ends before the reset even at its latest is told', at('20:00'), at('21:00'), 1],
    ['that may well hold until the reset is not', at('23:00'), new Date('2026-11-26T00:30:00Z'), 0],
    ['without a latest moment is not: it may as well last', at('20:00'), null, 0],
    ['of a moment that is over is not', at('09:00'), at('09:30'), 0],
  ])('%s', (_what, emptyAt, latest, count) => {
    const forecast = { emptyAt, earliest: at('08:00'), latest };
    const told = new Told();
    const facts = factsWith(keyWith(10, 100, { forecast }));
    told.round(facts);
    told.round(facts);
    expect(told.sent.filter(({ rule }) => rule === 'forecast')).toHaveLength(count);
  });
});

describe('the others', () => {
  it('tell an outage once, and the next one again', () => {
    const told = new Told();
    const since = new Date('2026-11-25T09:00:00Z');
    const outage = { since, failures: 1, outcome: 'dns' };
    told.round(factsWith(keyWith(0, 100), { outage }));
    told.round(factsWith(keyWith(0, 100), { outage: { ...outage, failures: 2 } }));
    told.round(factsWith(keyWith(0, 100)));
    told.round(factsWith(keyWith(0, 100), { outage: { ...outage, since: now } }));
    expect(told.sent.map(({ rule, period }) => [rule, period])).toEqual([
      ['probe', since.toISOString()],
      ['probe', now.toISOString()],
    ]);
  });

  it('tell a key that is too old once for each age chosen', () => {
    const told = new Told();
    const key = keyWith(0, 100, { createdAt: new Date('2026-08-01T00:00:00Z') });
    told.round(factsWith(key));
    told.round(factsWith(key), defaultRules, new Date('2027-11-25T00:00:00Z'));
    told.round(factsWith(key), { ...defaultRules, key_age: { isOn: true, value: 100 } });
    expect(told.sent.map(({ rule, value }) => [rule, value])).toEqual([
      ['key_age', 90],
      ['key_age', 100],
    ]);
  });

  it('tell of throttled requests once a UTC day, and not of a handful', () => {
    const told = new Told();
    const key = keyWith(0, 100);
    told.round(factsWith(key, { throttled: { since: now, refused: 5, requests: 10 } }));
    told.round(factsWith(key, { throttled: { since: now, refused: 1, requests: 100 } }));
    expect(told.sent).toEqual([]);
    told.round(factsWith(key, { throttled: { since: now, refused: 5, requests: 100 } }));
    told.round(factsWith(key, { throttled: { since: now, refused: 50, requests: 100 } }));
    expect(told.sent.map(({ period, detail }) => [period, detail])).toEqual([
      [
        '2026-11-25',
        { kind: 'throttled', percent: 5, refused: 5, requests: 100, since: now.toISOString() },
      ],
    ]);
  });

  it('are silent where they are switched off', () => {
    const off = Object.fromEntries(
      Object.entries(defaultRules).map(([name, rule]) => [name, { ...rule, isOn: false }]),
    ) as Rules;
    const told = new Told();
    const key = keyWith(100, 100, { createdAt: new Date(0) });
    const outage = { since: now, failures: 3, outcome: 'dns' };
    told.round(
      factsWith(key, { outage, throttled: { since: now, refused: 99, requests: 100 } }),
      off,
    );
    expect(told.sent).toEqual([]);
  });
});

describe('a review and an end', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, 26) + day * 86_400_000 + 3_600_000);
  const facts = (lifetime: { reviewOn: string | null; endsOn: string | null }) => ({
    ...factsWith(keyWith(0, 100)),
    keys: [],
    lifetime,
  });

  it('are told 30, 7 and 1 days before and on the day, each once however often one looks', () => {
    const told = new Told();
    const ending = facts({ reviewOn: null, endsOn: '2027-01-05' });
    for (let half = 0; half < 120; half++) told.round(ending, defaultRules, at(half / 2));
    expect(told.sent.map(({ value, detail }) => [value, detail])).toEqual(
      [30, 7, 1, 0].map((days) => [
        days,
        { kind: 'lifetime', date: 'end', on: '2027-01-05', days },
      ]),
    );
  });

  it('are told by the nearest only where several were passed unseen, and never by those after it', () => {
    const told = new Told();
    const due = facts({ reviewOn: '2026-11-20', endsOn: null });
    told.round(due, defaultRules, at(0));
    told.round(due, defaultRules, at(1));
    expect(told.sent.map(({ value, detail }) => [value, detail])).toEqual([
      [0, { kind: 'lifetime', date: 'review', on: '2026-11-20', days: -6 }],
    ]);
  });

  it('are told anew for another date, and not at all where the rule is off', () => {
    const told = new Told();
    told.round(facts({ reviewOn: '2026-11-27', endsOn: null }), defaultRules, at(0));
    told.round(facts({ reviewOn: '2026-12-03', endsOn: null }), defaultRules, at(0));
    expect(told.sent.map(({ value, period }) => [value, period])).toEqual([
      [1, 'review 2026-11-27'],
      [7, 'review 2026-12-03'],
    ]);
    const off = { ...defaultRules, lifetime: { isOn: false, value: 0 } };
    const silent = new Told();
    silent.round(facts({ reviewOn: '2026-11-27', endsOn: null }), off, at(0));
    expect(silent.sent).toEqual([]);
  });
});

describe('an upstream’s certificate', () => {
  const validTo = new Date('2026-12-31T12:00:00Z');
  const readAt = new Date('2026-11-25T04:00:00Z');
  const proxies = ['httpbin-dev', 'httpbin-prod'];
  const facts = (change: Partial<ProxyFacts> = {}, certificate = {}) => ({
    ...factsWith(keyWith(0, 100)),
    keys: [],
    certificate: { host: 'httpbin.org', validTo, readAt, proxies, ...certificate },
    ...change,
  });
  const daysBefore = (days: number) => new Date(validTo.getTime() - days * 86_400_000);

  it('is told 30, 7 and 1 days before it ends and once it has, each once however often one looks', () => {
    const told = new Told();
    for (let half = 80; half > -10; half--) told.round(facts(), defaultRules, daysBefore(half / 2));
    const common = { kind: 'certificate', host: 'httpbin.org', proxies };
    const moments = { validTo: validTo.toISOString(), readAt: readAt.toISOString() };
    expect(told.sent.map(({ value, detail }) => [value, detail])).toEqual(
      [30, 7, 1, -1].map((days) => [days, { ...common, ...moments, days }]),
    );
  });

  it('that was renewed is another one, and is silent until its own end is near', () => {
    const told = new Told();
    told.round(facts(), defaultRules, daysBefore(20));
    const renewed = { validTo: new Date('2027-03-31T12:00:00Z') };
    told.round(facts({}, renewed), defaultRules, daysBefore(19));
    told.round(facts({}, renewed), defaultRules, new Date('2027-03-25T12:00:00Z'));
    expect(told.sent.map(({ value }) => value)).toEqual([30, 7]);
  });

  it('is told once to a team, however many of its proxies call the host, and to each team', () => {
    const all = [
      facts(),
      facts({ proxy: 'httpbin-prod' }),
      facts({ proxy: 'search-dev', team: 'search' }),
    ];
    const silent = { ...defaultRules, certificate: { isOn: false, value: 0 } };
    const reachedBy = (rulesOf: (proxy: string) => Rules) =>
      oncePerTeam(all.map((it) => [it, findReached(it, rulesOf(it.proxy), daysBefore(5))]));
    const owners = (rulesOf: (proxy: string) => Rules) =>
      [...reachedBy(rulesOf)].filter(([, due]) => due.length > 0).map(([proxy]) => proxy);
    expect(owners(() => defaultRules)).toEqual(['httpbin-dev', 'search-dev']);
    // Whose rule is off does not silence the others.
    const some = (proxy: string) => (proxy === 'httpbin-dev' ? silent : defaultRules);
    expect(owners(some)).toEqual(['httpbin-prod', 'search-dev']);
    expect(owners(() => silent)).toEqual([]);
  });
});
