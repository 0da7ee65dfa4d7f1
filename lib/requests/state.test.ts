import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Approver, Verdict } from '../governance/types';
import { capacityOf, missingApprovers, stateAfter } from './state';
import type { Decision } from './types';

const verdict = (...approvers: Approver[]): Verdict => ({
  kind: 'approval',
  findings: [],
  approvers,
});
const asked = { team: 'payments', requestedBy: 'ben@example.com', decisions: [] as Decision[] };
const ben = { email: 'ben@example.com', role: 'member' as const, owns: [] };
const farah = { email: 'farah@example.com', role: 'member' as const, owns: ['payments'] };
const aiko = { email: 'aiko@example.com', role: 'platform' as const, owns: [] };
const emil = { email: 'emil@example.com', role: 'auditor' as const, owns: ['payments'] };
const said = (by: string, as: Approver): Decision => ({
  ...{ by, as, isApproved: true, reason: '' },
  at: '2026-11-26T12:00:00.000Z',
});

describe('who may decide', () => {
  it.each([
    ['the owner, of what is the team’s', ['team_owner'], farah, { as: 'team_owner' }],
    ['the platform team, for an owner', ['team_owner'], aiko, { as: 'team_owner' }],
    ['the platform team, of what is theirs', ['platform'], aiko, { as: 'platform' }],
    ['not the owner, of what is the platform’s', ['platform'], farah, { not: 'other' }],
    ['not a member', ['team_owner'], { ...ben, email: 'x@example.com' }, { not: 'other' }],
    ['not another team’s owner', ['team_owner'], { ...farah, owns: ['search'] }, { not: 'other' }],
    ['not an auditor, whatever they own', ['team_owner'], emil, { not: 'other' }],
  ] as const)('%s', (_, approvers, person, expected) => {
    expect(capacityOf({ ...asked, verdict: verdict(...approvers) }, person)).toEqual(expected);
  });

  it('never whoever asked, whatever their role', () => {
    for (const role of ['member', 'platform', 'auditor'] as const) {
      const person = { email: 'ben@example.com', role, owns: ['payments'] };
      const request = { ...asked, verdict: verdict('team_owner', 'platform') };
      expect(capacityOf(request, person)).toEqual({ not: 'own' });
    }
  });

  it('nobody twice: where two words are needed they are of two people', () => {
    const request = {
      ...asked,
      verdict: verdict('team_owner', 'platform'),
      decisions: [said('aiko@example.com', 'platform')],
    };
    expect(capacityOf(request, aiko)).toEqual({ not: 'twice' });
    expect(capacityOf(request, { ...aiko, email: 'b@example.com' })).toEqual({ as: 'team_owner' });
    expect(capacityOf(request, farah)).toEqual({ as: 'team_owner' });
  });
});

describe('of all sequences of decisions', () => {
  const approver = fc.constantFrom<Approver>('team_owner', 'platform');
  const person = fc.record({
    email: fc.constantFrom('a@x', 'b@x', 'c@x', 'ben@example.com'),
    role: fc.constantFrom('platform' as const, 'member' as const, 'auditor' as const),
    owns: fc.subarray(['payments', 'search']),
  });

  it('approved is only what everybody whose word was needed has approved, each once and none the asker', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(approver, { minLength: 1 }),
        fc.array(fc.tuple(person, fc.boolean())),
        (approvers, people) => {
          const request = { ...asked, verdict: verdict(...approvers), decisions: [] as Decision[] };
          let state = 'open';
          for (const [who, isApproved] of people) {
            if (state !== 'open') break;
            const capacity = capacityOf(request, who);
            if ('not' in capacity) continue;
            state = stateAfter(request, { ...capacity, isApproved });
            const one = { ...said(who.email, capacity.as), isApproved };
            request.decisions = [...request.decisions, one];
          }
          const by = request.decisions.map((each) => each.by);
          expect(by).not.toContain('ben@example.com');
          expect(new Set(by).size).toBe(by.length);
          if (state === 'approved') {
            expect(missingApprovers(request)).toEqual([]);
            expect(request.decisions.map((each) => each.as).sort()).toEqual([...approvers].sort());
          }
          if (state === 'denied') expect(request.decisions.at(-1)?.isApproved).toBe(false);
        },
      ),
    );
  });
});
