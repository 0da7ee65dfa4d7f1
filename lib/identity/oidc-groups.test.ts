import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRulesSchema, groupsOfClaim, membershipOf } from './oidc-groups';

const rules = groupRulesSchema.parse([
  { group: 'platform-eng', role: 'platform' },
  { group: 'audit', role: 'auditor' },
  { group: 'pay', team: 'payments' },
  { group: 'pay-leads', team: 'payments', owner: true },
  { group: 'find', team: 'search' },
]);

describe('groups', () => {
  it.each([
    ['give a team', ['pay'], 'member', [['payments', false]]],
    ['give a team to own', ['pay', 'pay-leads'], 'member', [['payments', true]]],
    [
      'give several',
      ['find', 'pay'],
      'member',
      [
        ['payments', false],
        ['search', false],
      ],
    ],
    ['give a role beside teams', ['audit', 'pay'], 'auditor', [['payments', false]]],
    ['give the highest role', ['audit', 'platform-eng'], 'platform', []],
    ['that nobody maps change nothing', ['pay', 'everybody'], 'member', [['payments', false]]],
  ] as const)('%s', (_, groups, role, teams) => {
    expect(membershipOf(rules, groups)).toEqual({
      role,
      teams: teams.map(([team, isOwner]) => ({ team, isOwner })),
    });
  });

  it('that give nothing let nobody in', () => {
    expect(membershipOf(rules, [])).toBeNull();
    expect(membershipOf(rules, ['Pay', 'pay ', 'everybody'])).toBeNull();
  });

  it('more groups never take anything away', () => {
    const rank = { member: 0, auditor: 1, platform: 2 };
    const some = fc.subarray(['platform-eng', 'audit', 'pay', 'pay-leads', 'find', 'x']);
    fc.assert(
      fc.property(some, some, (one, more) => {
        const [less, all] = [membershipOf(rules, one), membershipOf(rules, [...one, ...more])];
        if (!less) return;
        expect(rank[all?.role ?? 'member']).toBeGreaterThanOrEqual(rank[less.role]);
        for (const { team, isOwner } of less.teams)
          expect(all?.teams.some((it) => it.team === team && (it.isOwner || !isOwner))).toBe(true);
      }),
    );
  });

  it('are read from a list, or from one name, and from nothing else', () => {
    expect(groupsOfClaim(['a', 7, 'b'])).toEqual(['a', 'b']);
    expect(groupsOfClaim('a')).toEqual(['a']);
    for (const claim of [undefined, null, 7, { a: true }]) expect(groupsOfClaim(claim)).toEqual([]);
  });

  it.each([
    [[]],
    [[{ group: 'a' }]],
    [[{ group: 'a', role: 'member' }]],
    [[{ group: 'a', team: 'Payments' }]],
    [[{ group: 'a', team: 'payments', role: 'platform' }]],
  ])('rules that say nothing, or too much, are refused: %j', (given) => {
    expect(groupRulesSchema.safeParse(given).success).toBe(false);
  });
});
