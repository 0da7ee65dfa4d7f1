import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTemplateYaml } from '../templates/parse-template';
import { minimalNetwork, minimalProxy } from '../templates/testing/specs';
import { Refusal, renderCommand } from './render-command';

const proxy = JSON.stringify(minimalProxy);
const networkYaml = `kind: network
name: main
team: platform
owner: aiko@example.com
vpc: { cidr: 10.0.0.0/16, azs: [ap-northeast-1a, ap-northeast-1c] }
`;

describe('render', () => {
  it('prints the same template as YAML and as JSON', () => {
    const yaml = renderCommand(['proxy'], () => proxy);
    const json = renderCommand(['proxy', '--format', 'json'], () => proxy);
    expect(parseTemplateYaml(yaml)).toEqual(JSON.parse(json));
  });

  it('reads the file it is told to, in YAML too', () => {
    const printed = renderCommand(['network', '--spec', 'a.yaml'], (file) => {
      expect(file).toBe('a.yaml');
      return networkYaml;
    });
    expect(printed).toBe(renderCommand(['network'], () => JSON.stringify(minimalNetwork)));
  });

  it('says each fault on its own line, with its path', () => {
    const bad = { ...minimalProxy, name: 'X', extra: 1, limits: { burst: 0 } };
    const lines = refusalOf(['proxy'], JSON.stringify(bad));
    expect(lines.map((line) => line.split(': ')[0])).toEqual(['name', 'limits.burst', 'extra']);
    expect(lines.join('')).not.toContain('\n');
  });

  it.each([
    ['no command', [], '', /usage:/],
    ['an unknown command', ['pipe'], '', /usage:/],
    ['a second command', ['proxy', 'network'], '', /usage:/],
    ['an unknown option', ['proxy', '--x'], '', /usage:/],
    ['an unknown format', ['proxy', '--format', 'xml'], '', /^--format: must be yaml or json/],
    ['no spec', ['proxy'], '', /^\(spec\): .+/],
    ['text that is no spec', ['proxy'], '{"a": [', /^\(spec\): neither JSON nor YAML/],
    ['a list', ['proxy'], '[]', /^kind: .+|^\(spec\): .+/],
    ["another noun's spec", ['proxy'], networkYaml, /^kind: must be proxy/],
  ])('refuses %s', (_, args, input, message) => {
    expect(refusalOf(args, input).join('\n')).toMatch(message);
  });

  it('refuses a file that is not there', () => {
    const lines = refusalOf(['proxy', '--spec', '/no/such'], new Error('ENOENT: no such file'));
    expect(lines).toEqual(['/no/such: ENOENT: no such file']);
  });

  it.each(['proxy', 'network', 'bootstrap'])('prints the schema of a %s', (kind) => {
    expect(JSON.parse(renderCommand([kind, '--schema'], () => ''))).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { kind: { const: kind } },
    });
  });

  it('ends with 2 as a program, with nothing on standard output', () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/render.ts', 'proxy'],
      { cwd: join(import.meta.dirname, '..'), input: '{"kind":"proxy"}', encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('name: is required\n');
  });
});

function refusalOf(args: string[], input: string | Error): string[] {
  try {
    renderCommand(args, () => {
      if (input instanceof Error) throw input;
      return input;
    });
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.lines;
    throw thrown;
  }
  return [];
}
