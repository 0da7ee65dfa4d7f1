import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can, type Permission, permissions, type Standing } from './permissions';

const platform: Standing = { role: 'platform', teams: ['platform'], owns: [] };
const member: Standing = { role: 'member', teams: ['payments'], owns: [] };
const owner: Standing = { role: 'member', teams: ['payments', 'search'], owns: ['payments'] };
const stray: Standing = { role: 'member', teams: [], owns: [] };
const auditor: Standing = { role: 'auditor', teams: [], owns: [] };
/** An auditor who is also listed in a team gains nothing by it. */
const auditorInTeam: Standing = { role: 'auditor', teams: ['payments'], owns: ['payments'] };
const unknown = { role: 'root', teams: ['payments'] } as unknown as Standing;

const reads: Permission[] = ['audit.read', 'fleet.read', 'people.read', 'usage.read'];
const platformOnly: Permission[] = [
  'proxy.import',
  'fleet.roll',
  'extension.approve',
  'upstream.manage',
  'guardrail.manage',
  'people.manage',
];
const ownerOnly: Permission[] = ['request.decide'];
const acts = permissions.filter(
  (permission) => ![...reads, ...platformOnly, ...ownerOnly].includes(permission),
);

describe.each(acts)('%s', (permission) => {
  it.each([
    ['platform, on any team', platform, 'search', true],
    ['a member, on the own team', member, 'payments', true],
    ['a member, on another team', member, 'search', false],
    ['a member, on a team with a similar name', member, 'payments ', false],
    ['a member, on no team', member, '', false],
    ['a person without a team', stray, 'payments', false],
    ['an auditor', auditor, 'payments', false],
    ['an auditor listed in the team', auditorInTeam, 'payments', false],
    ['a role nobody knows', unknown, 'payments', false],
  ])('%s', (_who, standing, team, expected) => {
    expect(can(standing, permission, { team })).toBe(expected);
  });

  it('may at all: platform and who has a team', () => {
    const who = [platform, member, stray, auditor, auditorInTeam, unknown];
    expect(who.map((standing) => can(standing, permission))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe.each(platformOnly)('%s', (permission) => {
  it('is for the platform team alone', () => {
    const who = [platform, member, stray, auditor, auditorInTeam, unknown];
    expect(who.filter((standing) => can(standing, permission))).toEqual([platform]);
  });
});

describe.each(ownerOnly)('%s', (permission) => {
  it.each([
    ['platform, on any team', platform, 'search', true],
    ['an owner, on the team they own', owner, 'payments', true],
    ['an owner, on a team they are only in', owner, 'search', false],
    ['a member, on the own team', member, 'payments', false],
    ['an auditor listed as owner', auditorInTeam, 'payments', false],
  ])('%s', (_who, standing, team, expected) => {
    expect(can(standing, permission, { team })).toBe(expected);
  });
});

describe.each(reads)('%s', (permission) => {
  it('is for every known role, of every team', () => {
    const who = [platform, member, stray, auditor, unknown];
    expect(who.map((standing) => can(standing, permission, { team: 'search' }))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('who comes by a token', () => {
  const teams = ['payments', 'search', 'platform'];
  const standing = fc.record({
    role: fc.constantFrom('platform' as const, 'member' as const, 'auditor' as const),
    teams: fc.subarray(teams),
    owns: fc.subarray(teams),
  });
  const grant = fc.record({
    id: fc.constant('token_1'),
    prefix: fc.constant('sluice_pat_aaaaaa'),
    scopes: fc.subarray([...permissions]),
    teams: fc.option(fc.subarray(teams)),
  });
  const asked = fc.tuple(
    fc.constantFrom(...permissions),
    fc.option(fc.constantFrom(...teams), { nil: undefined }),
  );

  it('may do nothing that the person may not, and nothing that the token does not say', () => {
    fc.assert(
      fc.property(standing, grant, asked, (person, token, [permission, team]) => {
        const object = team === undefined ? {} : { team };
        // Whoever may read everything may read their own.
        const enough =
          permission === 'usage.read' ? [permission, 'fleet.read' as const] : [permission];
        const isIn = enough.some((scope) => token.scopes.includes(scope));
        const isTeam =
          token.teams === null ||
          (permission !== 'fleet.roll' && (team === undefined || token.teams.includes(team)));
        expect(can({ ...person, token }, permission, object)).toBe(
          can(person, permission, object) && isIn && isTeam,
        );
      }),
    );
  });
});
