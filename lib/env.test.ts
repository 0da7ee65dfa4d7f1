import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from './env';

function faults(values: Record<string, string>): string[] {
  try {
    parseEnv(values);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
}

describe('the environment', () => {
  it('needs nothing', () => {
    expect(parseEnv({})).toMatchObject({ SLUICE_DATA_DIR: '.sluice', SLUICE_DEMO: false });
  });

  it('takes empty text as unset', () => {
    const names = ['DATABASE_URL', 'SLUICE_URL', 'SLUICE_DEMO', 'SLUICE_TARGETS', 'AWS_REGION'];
    expect(faults(Object.fromEntries(names.map((name) => [name, ''])))).toEqual([]);
  });

  it('reads flags by their words: "false" is false', () => {
    expect(parseEnv({ SLUICE_DEMO: 'false' }).SLUICE_DEMO).toBe(false);
    expect(parseEnv({ SLUICE_DEMO: '1' }).SLUICE_DEMO).toBe(true);
  });

  it('names each fault and never the value', () => {
    const found = faults({
      DATABASE_URL: 'mysql://root:hunter2@db',
      SLUICE_SECRET: 'hunter2',
      SLUICE_DEMO: 'maybe',
      SLUICE_URL: 'https://sluice.example.com/path',
      SLUICE_TARGETS: '[{"id":"Prod"}]',
    });
    expect(found).toEqual([
      'DATABASE_URL must begin with postgres:// or postgresql://',
      'SLUICE_URL must be an origin only, without path, query or credentials',
      'SLUICE_SECRET must have at least 32 characters',
      'SLUICE_DEMO must be 1 or 0 (or true or false)',
      'SLUICE_TARGETS.0.id must be lower case letters, digits and hyphens',
      expect.stringContaining('SLUICE_TARGETS.0.region'),
    ]);
    expect(found.join()).not.toContain('hunter2');
  });

  it.each(['{', '[]', '{}', '7'])('refuses SLUICE_TARGETS=%s in one line', (text) => {
    expect(faults({ SLUICE_TARGETS: text })).toHaveLength(1);
  });

  it.each([
    ['', { mode: 'off' }],
    ['off', { mode: 'off' }],
    ['on', { mode: 'on' }],
    ['via 127.0.0.1:4433', { mode: 'via', host: '127.0.0.1', port: 4433 }],
    ['via relay.example.com:443', { mode: 'via', host: 'relay.example.com', port: 443 }],
  ])('takes SLUICE_UPSTREAM_CHECKS=%s', (text, expected) => {
    expect(parseEnv({ SLUICE_UPSTREAM_CHECKS: text }).SLUICE_UPSTREAM_CHECKS).toEqual(expected);
  });

  it.each(['1', 'via', 'via host', 'via host:0', 'via host:70000', 'via https://host:443', 'On'])(
    'refuses SLUICE_UPSTREAM_CHECKS=%s',
    (text) => expect(faults({ SLUICE_UPSTREAM_CHECKS: text })).toHaveLength(1),
  );

  it('wants both or none of the first person', () => {
    expect(faults({ SLUICE_ADMIN_EMAIL: 'a@example.com' })).toHaveLength(1);
    expect(faults({ SLUICE_ADMIN_PASSWORD: 'x'.repeat(12) })).toHaveLength(1);
  });

  it('takes roles of the bootstrap stack by their ARNs only', () => {
    const arn = 'arn:aws:iam::123456789012:role/sluice-read-ap-northeast-1';
    expect(parseEnv({ SLUICE_READ_ROLE_ARN: arn }).SLUICE_READ_ROLE_ARN).toBe(arn);
    expect(faults({ SLUICE_REVEAL_ROLE_ARN: 'sluice-reveal' })).toEqual([
      "SLUICE_REVEAL_ROLE_ARN must be a role's ARN",
    ]);
    const target = {
      id: 'prod',
      region: 'ap-northeast-1',
      operateRoleArn: 'arn:aws:iam::1:user/x',
    };
    expect(faults({ SLUICE_TARGETS: JSON.stringify([target]) })).toEqual([
      "SLUICE_TARGETS.0.operateRoleArn must be a role's ARN",
    ]);
  });

  it('keeps the public origin canonical', () => {
    expect(parseEnv({ SLUICE_URL: 'HTTPS://Sluice.Example.com:443/' }).SLUICE_URL).toBe(
      'https://sluice.example.com',
    );
  });
});
