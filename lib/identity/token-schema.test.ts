import { describe, expect, it } from 'vitest';
import { newTokenSchema, parseNewTokenForm } from './token-schema';

function read(fields: [string, string][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const parsed = newTokenSchema.safeParse(parseNewTokenForm(form));
  return parsed.success ? parsed.data : parsed.error.issues.map(({ path }) => path[0]);
}

const good: [string, string][] = [
  ['name', ' checkout-ci '],
  ['scopes', 'fleet.read'],
  ['scopes', 'proxy.launch'],
  ['teams', 'payments'],
  ['days', '30'],
];
const without = (name: string) => good.filter(([each]) => each !== name);

describe('the form of a new token', () => {
  it('is read whole', () => {
    expect(read(good)).toEqual({
      name: 'checkout-ci',
      scopes: ['fleet.read', 'proxy.launch'],
      teams: ['payments'],
      days: 30,
    });
    expect(read([...without('teams'), ['allTeams', 'on']])).toMatchObject({ teams: null });
  });

  it.each([
    ['without a name', without('name'), 'name'],
    ['with a blank name', [...without('name'), ['name', '   ']], 'name'],
    ['with a name too long', [...without('name'), ['name', 'a'.repeat(61)]], 'name'],
    ['without a scope', without('scopes'), 'scopes'],
    ['with a scope that no token has', [...without('scopes'), ['scopes', 'key.reveal']], 'scopes'],
    ['without a team', without('teams'), 'teams'],
    ['without an end', without('days'), 'days'],
    ['with an end of its own', [...without('days'), ['days', '36500']], 'days'],
  ] as [string, [string, string][], string][])('%s is refused', (_, fields, field) => {
    expect(read(fields)).toContain(field);
  });
});
