import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeOutcomes } from '../probes/verdict';
import { healthyPath, now, probed } from '../testing/whole-path';
import { examine } from './examine';
import type { HopName, ProbeFacts } from './types';

const before = { isSame: false };
const outside = { check: 'direct_upstream' as const, passed: false, evidence: 'HTTP 200' };
const leak = [outside];
const denial = (by: string) => ({ bodyExcerpt: `{"Message":"with an explicit deny in a ${by}"}` });

describe('a probe of which it is not known what the control plane said then', () => {
  it.each<[HopName, string, Partial<ProbeFacts>]>([
    ['route', 'ok', { negatives: leak }],
    ['dns', 'dns', {}],
    ['dns', 'dns_not_private', { addresses: ['203.0.113.5'] }],
    ['groups', 'connect_timeout', {}],
    ['groups', 'connect_refused', {}],
    ['stage', 'forbidden_policy', {}],
    ['stage', 'forbidden_policy', { ...denial('resource-based policy'), at: now }],
    ['plan', 'forbidden_key', {}],
    ['method', 'not_private', { negatives: [{ ...outside, check: 'without_key' as const }] }],
    ['mapping', 'key_passed_on', { mirror: { headers: {}, hasKey: true } }],
    ['throttle', 'throttled', {}],
    ['quota', 'quota', {}],
    ['upstream', 'upstream_failing', { at: new Date(now.getTime() - 5 * 60_000) }],
  ])('does not say that %s is broken by %s, and asks for another', (hop, outcome, change) => {
    const facts = healthyPath();
    // The stage was deployed to since, or at the same moment.
    if (facts.gateway.stage) facts.gateway.stage.updatedAt = now;
    const { broken, hops } = examine({
      ...facts,
      probe: probed(outcome, { ...change, ...before }),
    });
    expect(broken).toBeNull();
    expect(hops.find(({ name }) => name === hop)).toMatchObject({
      state: 'unknown',
      need: 'again',
    });
  });

  it('never contradicts a control plane that finds all whole, but for the upstream of this moment', () => {
    const anyProbe = fc.record({
      outcome: fc.constantFrom(...probeOutcomes),
      ageMs: fc.nat(15 * 60_000),
      negatives: fc.constantFrom([], leak),
      bodyExcerpt: fc.constantFrom(null, denial('VPC endpoint policy').bodyExcerpt),
    });
    fc.assert(
      fc.property(anyProbe, ({ ageMs, outcome, ...seen }) => {
        const facts = healthyPath();
        if (facts.gateway.stage) facts.gateway.stage.updatedAt = now;
        const at = new Date(now.getTime() - ageMs);
        const { broken } = examine({
          ...facts,
          probe: probed(outcome, { at, ...seen, ...before }),
        });
        expect([null, 'upstream']).toContain(broken);
        if (ageMs >= 2 * 60_000) expect(broken).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing of a deployment where an endpoint policy denied', () => {
    const probe = probed('forbidden_policy', denial('VPC endpoint policy'));
    expect(examine({ ...healthyPath(), probe }).broken).toBeNull();
  });

  it('tells an old deployment by its date, where that deployment denied and is still live', () => {
    const probe = probed('forbidden_policy', { ...before, ...denial('resource-based policy') });
    expect(examine({ ...healthyPath(), probe }).broken).toBe('stage');
  });
});

it('knows better by a probe of the same moment: a gate that is open, a key that was passed on', () => {
  const open = { check: 'without_key' as const, passed: false, evidence: '200 ok' };
  const byGate = examine({ ...healthyPath(), probe: probed('not_private', { negatives: [open] }) });
  expect(byGate.broken).toBe('method');
  const mirror = { headers: {}, hasKey: true };
  const byMirror = examine({ ...healthyPath(), probe: probed('key_passed_on', { mirror }) });
  expect(byMirror.broken).toBe('mapping');
});

it('does not take a check without an answer for an open gate or a way out', () => {
  const silent = (['without_key', 'direct_upstream'] as const).map((check) => ({
    check,
    passed: null,
    evidence: 'wait: no wait in time',
  }));
  const { hops } = examine({ ...healthyPath(), probe: probed('ok', { negatives: silent }) });
  expect(hops.filter(({ state }) => state !== 'holds')).toEqual([]);
});

it('does not blame a resolver for an alias that is not made', () => {
  const facts = healthyPath();
  facts.place.isOwnEndpoint = false;
  facts.gateway.api.vpcEndpointIds = [];
  for (const endpoint of facts.ec2.endpoints) endpoint.privateDns = false;
  expect(examine({ ...facts, probe: probed('dns') }).broken).toBe('api');
  expect(examine(facts).broken).toBe('api');
});

it('does not blame a resolver for an endpoint without an interface, which no name leads to', () => {
  const facts = healthyPath();
  for (const endpoint of facts.ec2.endpoints) endpoint.subnetIds = [];
  const { hops, broken } = examine({ ...facts, probe: probed('dns') });
  expect(broken).toBe('zone');
  expect(hops.find(({ name }) => name === 'zone')).toMatchObject({ fault: 'noInterface' });
});

it('takes another path that answers for no way out', () => {
  const other = { check: 'wrong_path' as const, passed: false, evidence: '200 ok' };
  const probe = probed('not_private', { negatives: [other] });
  expect(examine({ ...healthyPath(), probe }).broken).toBeNull();
});

it('waits for a key that may be too young', () => {
  const probe = probed('forbidden_key', { settlesAt: now.toISOString() });
  const { hops } = examine({ ...healthyPath(), probe });
  expect(hops.find(({ name }) => name === 'plan')).toMatchObject({ need: 'settling' });
});

it('knows a deployment that is not the one of the stack only by a call', () => {
  const facts = { ...healthyPath(), deploymentId: 'd0' };
  const stageOf = (probe: ProbeFacts | null) =>
    examine({ ...facts, probe }).hops.find(({ name }) => name === 'stage');
  expect(stageOf(null)).toMatchObject({ state: 'unknown', need: 'probe' });
  expect(stageOf(probed('ok'))).toMatchObject({ state: 'holds' });
  expect(stageOf(probed('forbidden_policy'))).toMatchObject({ state: 'broken' });
});

it('forgets a quota that was spent in another period, and a throttle of minutes ago', () => {
  const yesterday = new Date(now.getTime() - 11 * 3_600_000);
  expect(
    examine({ ...healthyPath(), probe: probed('quota', { at: yesterday }) }).broken,
  ).toBeNull();
  const old = new Date(now.getTime() - 5 * 60_000);
  expect(examine({ ...healthyPath(), probe: probed('throttled', { at: old }) }).broken).toBeNull();
  expect(examine({ ...healthyPath(), probe: probed('throttled') }).broken).toBe('throttle');
});
