import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environments } from '@/templates/names';
import type { HttpMethod } from '@/templates/proxy/http-methods';
import { type ProxySpec, type ProxySpecInput, proxySpecSchema } from '@/templates/proxy/spec';
import { dataClasses, upstreamStates } from '../upstreams/types';
import { addDays } from '../usage/calendar';
import { builtInGuardrails } from './built-in';
import { amountBounds, type Guardrails, guardrailsSchema, type Rule } from './guardrails';
import { judge } from './judge';
import { runRuleTests } from './rule-tests';
import type { JudgedChange, JudgedSpec, Verdict } from './types';

const now = new Date('2026-11-26T12:00:00Z');
const day = (limit: number) => ({ limit, period: 'DAY' as const });

function spec(change: Partial<ProxySpecInput> = {}): ProxySpec {
  return proxySpecSchema.parse({
    kind: 'proxy',
    name: 'cards',
    team: 'payments',
    owner: 'dev@example.com',
    environment: 'prod',
    network: { name: 'main', vpcId: 'vpc-00000000', endpointId: 'vpce-00000000' },
    upstream: { url: 'https://api.cards.example.com/v2' },
    ...change,
  });
}

function rules(...defaults: unknown[]): Guardrails {
  return guardrailsSchema.parse({ version: 1, defaults });
}

const quotaRule = {
  id: 'quota',
  when: { environments: ['prod'] },
  bound: { of: 'quotaPerDay', max: 1_000 },
  verdict: 'approval',
  approver: 'platform',
  reason: 'Large quotas are planned for.',
};

function judged(guardrails: Guardrails, change: Partial<JudgedChange> = {}): Verdict {
  const upstream = { state: 'approved', dataClass: 'internal' } as const;
  return judge(guardrails, {
    team: 'payments',
    spec: spec(),
    saved: null,
    upstream,
    now,
    ...change,
  });
}

describe('a launch', () => {
  it('goes at once up to the bound, and asks with the words of the platform team beyond it', () => {
    const at = (limit: number) =>
      judged(rules(quotaRule), { spec: spec({ limits: { quota: day(limit) } }) });
    expect(at(1_000)).toEqual({ kind: 'at_once', findings: [], approvers: [] });
    expect(at(1_001)).toEqual({
      kind: 'approval',
      approvers: ['platform'],
      findings: [
        {
          rule: 'quota',
          field: 'quotaLimit',
          verdict: 'approval',
          approver: 'platform',
          reason: 'Large quotas are planned for.',
          reasonJa: null,
        },
      ],
    });
  });

  it('without a quota is beyond every quota, and the field is the one that says so', () => {
    const verdict = judged(rules(quotaRule), { spec: spec({ limits: { quota: null } }) });
    expect(verdict.findings).toMatchObject([{ rule: 'quota', field: 'quotaPeriod' }]);
  });

  it.each([
    ['hosts by pattern', { of: 'host', only: ['*.cards.example.com'] }, null],
    ['hosts by pattern', { of: 'host', only: ['*.example.org'] }, 'upstreamUrl'],
    ['a domain is not its subdomain', { of: 'host', only: ['cards.example.com'] }, 'upstreamUrl'],
    ['base paths', { of: 'path', only: ['/v2/*'] }, null],
    ['base paths', { of: 'path', only: ['/v1/*'] }, 'upstreamUrl'],
    ['networks', { of: 'network', only: ['ma*'] }, null],
    ['networks', { of: 'network', only: ['edge'] }, 'networkChoice'],
    ['environments', { of: 'environment', only: ['dev'] }, 'environment'],
    ['keys', { of: 'keys', max: 0 }, 'keys'],
    ['keys', { of: 'keys', max: 1 }, null],
    ['data classes', { of: 'dataClass', only: ['public'] }, 'upstreamUrl'],
    ['timeouts', { of: 'timeoutSeconds', max: 28.9 }, 'timeoutSeconds'],
    ['a proxy that lets every method pass', { of: 'method', only: ['GET'] }, 'methods'],
    ['a proxy without an end', { of: 'lifetimeDays', max: 90 }, 'endsOn'],
  ])('is bounded by %s', (_, bound, field) => {
    const rule = { ...quotaRule, bound, verdict: 'no', approver: undefined };
    const { approver: __, ...no } = rule;
    const { kind, findings } = judged(rules(no));
    expect([kind, findings[0]?.field ?? null]).toEqual([field ? 'no' : 'at_once', field]);
  });

  it('with methods and an end is held to them', () => {
    const no = { reason: 'so it is', verdict: 'no' };
    const guardrails = rules(
      { ...no, id: 'm', bound: { of: 'method', only: ['GET', 'HEAD'] } },
      { ...no, id: 'l', bound: { of: 'lifetimeDays', max: 90 } },
    );
    const ending = (methods: HttpMethod[], days: number): JudgedSpec => ({
      ...spec({ upstream: { ...spec().upstream, methods } }),
      lifetime: { reviewOn: null, endsOn: addDays('2026-11-26', days) },
    });
    expect(judged(guardrails, { spec: ending(['GET'], 90) }).kind).toBe('at_once');
    expect(judged(guardrails, { spec: ending(['GET', 'POST'], 91) }).findings).toHaveLength(2);
  });

  it('to a declined or retired upstream is refused, whatever the document says', () => {
    for (const state of ['declined', 'retired'] as const) {
      const upstream = { state, dataClass: 'public' } as const;
      expect(judged(rules(), { upstream })).toMatchObject({
        kind: 'no',
        findings: [{ rule: 'refused-upstream', field: 'upstreamUrl', approver: null }],
      });
    }
  });
});

describe('a team', () => {
  const teamsOf = (rule: unknown) =>
    guardrailsSchema.parse({ version: 1, defaults: [quotaRule], teams: { payments: [rule] } });
  const large = { spec: spec({ limits: { quota: day(5_000) } }) };

  it('has its own rule in the place of the default, milder or stricter', () => {
    const own = (max: number) => teamsOf({ ...quotaRule, bound: { of: 'quotaPerDay', max } });
    expect(judged(own(5_000), large).kind).toBe('at_once');
    expect(judged(own(4_999), large).kind).toBe('approval');
    expect(judged(own(5_000), { ...large, team: 'search' }).kind).toBe('approval');
  });

  it('is freed of a default, and no other team with it', () => {
    const freed = teamsOf({ id: 'quota', verdict: 'at_once', reason: 'They plan for it.' });
    expect(judged(freed, large).kind).toBe('at_once');
    expect(judged(freed, { ...large, team: 'search' }).kind).toBe('approval');
  });
});

describe('a change', () => {
  const wide = spec({ limits: { quota: day(5_000) } });

  it('that leaves an old excess as it is asks nobody', () => {
    const change = { ...wide, upstream: { ...wide.upstream, timeoutMs: 1_000 } };
    expect(judged(rules(quotaRule), { spec: change, saved: wide }).kind).toBe('at_once');
  });

  it('that widens it further, or makes a rule bind that did not, asks', () => {
    const wider = spec({ limits: { quota: day(5_001) } });
    expect(judged(rules(quotaRule), { spec: wider, saved: wide }).kind).toBe('approval');
    const dev = { ...wide, environment: 'dev' as const };
    expect(judged(rules(quotaRule), { spec: wide, saved: dev }).kind).toBe('approval');
  });

  it('that stays at a retired upstream is let through, and one to it is not', () => {
    const upstream = { state: 'retired', dataClass: 'public' } as const;
    const other = spec({ upstream: { url: 'https://other.example.com' } });
    expect(judged(rules(), { upstream, saved: spec() }).kind).toBe('at_once');
    expect(judged(rules(), { upstream, saved: other }).kind).toBe('no');
  });
});

const amount = fc.integer({ min: 0, max: 2_000 });
const when = fc.record(
  {
    environments: fc.subarray([...environments], { minLength: 1 }),
    hosts: fc.subarray(['*.example.com', 'api.example.org', '*'], { minLength: 1 }),
    networks: fc.subarray(['main', 'ed*'], { minLength: 1 }),
    dataClasses: fc.subarray([...dataClasses], { minLength: 1 }),
    teams: fc.subarray(['payments', 's*'], { minLength: 1 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const bound = fc.oneof(
  fc.record({ of: fc.constantFrom(...amountBounds), max: amount }, { noNullPrototype: true }),
  fc.record(
    { of: fc.constant('environment'), only: fc.subarray([...environments], { minLength: 1 }) },
    { noNullPrototype: true },
  ),
  fc.record(
    { of: fc.constant('host'), only: fc.constantFrom(['*.example.com'], ['api.example.org']) },
    { noNullPrototype: true },
  ),
  fc.record(
    { of: fc.constant('upstreamState'), only: fc.subarray([...upstreamStates], { minLength: 1 }) },
    { noNullPrototype: true },
  ),
);
const verdict = fc.constantFrom(
  { verdict: 'no' },
  { verdict: 'approval', approver: 'platform' },
  { verdict: 'approval', approver: 'team_owner' },
);
const ruleList = fc.array(fc.tuple(when, bound, verdict), { maxLength: 6 }).map((list) =>
  list.map(([when, bound, said], i) => ({
    id: `r${i}`,
    when,
    bound,
    ...said,
    reason: 'why not',
  })),
);
const document = fc
  .tuple(ruleList, ruleList)
  .map(([defaults, own]) =>
    guardrailsSchema.parse({ version: 1, defaults, teams: { payments: own } }),
  );
const anySpec = fc
  .record({
    environment: fc.constantFrom(...environments),
    url: fc.constantFrom(
      'https://a.example.com',
      'https://api.example.org/v1',
      'https://x.test.io',
    ),
    network: fc.constantFrom('main', 'edge'),
    quota: fc.option(fc.integer({ min: 1, max: 3_000 })),
    period: fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const),
    rate: fc.integer({ min: 1, max: 3_000 }),
    burst: fc.integer({ min: 1, max: 3_000 }),
  })
  .map(({ environment, url, network, quota, period, rate, burst }) =>
    spec({
      environment,
      upstream: { url },
      network: { ...spec().network, name: network },
      limits: { quota: quota === null ? null : { limit: quota, period }, rate, burst },
    }),
  );
const upstream = fc.option(
  fc.record({
    state: fc.constantFrom(...upstreamStates),
    dataClass: fc.constantFrom(...dataClasses),
  }),
);
const team = fc.constantFrom('payments', 'search', '__proto__', 'constructor');
const severity = { at_once: 0, approval: 1, no: 2 };

describe('of all guardrails', () => {
  it('a higher limit is never judged milder', () => {
    fc.assert(
      fc.property(document, anySpec, upstream, team, amount, (guardrails, low, up, who, more) => {
        const { quota, rate, burst } = low.limits;
        const high = {
          ...low,
          limits: {
            quota: quota && more % 5 ? { ...quota, limit: quota.limit + more } : null,
            rate: rate + more,
            burst: burst + more,
          },
        };
        const of = (it: ProxySpec) =>
          judge(guardrails, { team: who, spec: it, saved: null, upstream: up, now });
        const [below, above] = [of(low), of(high)];
        expect(severity[above.kind]).toBeGreaterThanOrEqual(severity[below.kind]);
        expect(above.findings).toEqual(
          expect.arrayContaining(
            below.findings.map((one) => expect.objectContaining({ rule: one.rule })),
          ),
        );
      }),
    );
  });

  it('who only lowers limits asks nobody, and a change is never judged stricter than a launch', () => {
    fc.assert(
      fc.property(document, anySpec, upstream, team, amount, (guardrails, saved, up, who, less) => {
        const { quota, rate, burst } = saved.limits;
        const lower = {
          ...saved,
          limits: {
            quota: {
              period: 'DAY' as const,
              ...quota,
              limit: Math.max(1, (quota?.limit ?? 9) - less),
            },
            rate: Math.max(0.1, rate - less),
            burst: Math.max(1, burst - less),
          },
        };
        const change = { team: who, spec: lower, saved, upstream: up, now };
        expect(judge(guardrails, change).kind).toBe('at_once');
      }),
    );
    fc.assert(
      fc.property(document, anySpec, anySpec, upstream, team, (guardrails, saved, to, up, who) => {
        const change = { team: who, spec: to, saved, upstream: up, now };
        const launch = judge(guardrails, { ...change, saved: null });
        const changed = judge(guardrails, change);
        expect(severity[changed.kind]).toBeLessThanOrEqual(severity[launch.kind]);
      }),
    );
  });

  it('the order of rules decides nothing', () => {
    fc.assert(
      fc.property(document, anySpec, upstream, team, (guardrails, it, up, who) => {
        const turned = {
          ...guardrails,
          defaults: guardrails.defaults.toReversed(),
          teams: { payments: (guardrails.teams.payments ?? []).toReversed() },
        };
        const of = (rules: Guardrails) =>
          judge(rules, { team: who, spec: it, saved: null, upstream: up, now });
        const [one, other] = [of(guardrails), of(turned)];
        const ids = ({ findings }: Verdict) => findings.map(({ rule }) => rule).sort();
        expect([other.kind, other.approvers, ids(other)]).toEqual([
          one.kind,
          one.approvers,
          ids(one),
        ]);
      }),
    );
  });

  it('the verdict is that of its findings, and each says a rule that is in force', () => {
    fc.assert(
      fc.property(document, anySpec, upstream, team, (guardrails, it, up, who) => {
        const { kind, findings, approvers } = judge(guardrails, {
          team: who,
          spec: it,
          saved: null,
          upstream: up,
          now,
        });
        const isNo = findings.some((one) => one.verdict === 'no');
        expect(kind).toBe(findings.length === 0 ? 'at_once' : isNo ? 'no' : 'approval');
        expect(approvers.length > 0).toBe(kind === 'approval');
        const own = who === 'payments' ? (guardrails.teams.payments ?? []) : [];
        const inForce = new Map<string, Pick<Rule, 'id' | 'reason'>>(
          [...guardrails.defaults, ...own].map((rule) => [rule.id, rule]),
        );
        for (const { rule } of findings)
          expect(inForce.has(rule) || rule === 'refused-upstream').toBe(true);
      }),
    );
  });
});

it('the built-in guardrails pass their own tests', () => {
  const failed = runRuleTests(builtInGuardrails, now).filter(({ isMet }) => !isMet);
  expect(failed).toEqual([]);
});
