import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackFor } from '@/templates/stack';
import { minimalProxy, specOf } from '@/templates/testing/specs';
import { renderYaml } from '@/templates/yaml';
import { article } from './article';
import { beside, type Row } from './beside';
import { correctedTemplate } from './corrected';
import { lint } from './lint';
import { parse } from './parse';
import { initialBasis } from './testing/basis';

const ours = renderYaml(stackFor(specOf(minimalProxy)).template);
const texts = (rows: Row[] | undefined, side: 'left' | 'right') =>
  (rows ?? []).flatMap((row) => (row[side]?.differs ? row[side].text.trim() : []));

describe('a template beside the corrected one', () => {
  const parts = beside(article, [ours]);
  const rowsOf = (name: string) => parts.find(({ part }) => part === name)?.rows;

  it('holds every line of both, once, in order', () => {
    for (const [side, text] of [
      ['left', article],
      ['right', ours],
    ] as const) {
      const lines = text.split('\n');
      const shown = parts.flatMap(({ rows }) => rows.flatMap((row) => row[side] ?? []));
      expect(shown.every((cell) => lines[cell.number - 1] === cell.text)).toBe(true);
      const numbers = shown.map(({ number }) => number);
      expect(new Set(numbers).size).toBe(numbers.length);
      const { resources } = parse(text);
      const isShown = (line: string, at: number) =>
        line.trim() !== '' &&
        resources.some((each) => each.line <= at + 1 && at + 1 <= each.endLine);
      expect(numbers.length).toBe(lines.filter(isShown).length);
    }
  });

  it('marks what differs, in whichever language it is said, and not what is the same', () => {
    const [yours, corrected] = [
      texts(rowsOf('methods'), 'left'),
      texts(rowsOf('methods'), 'right'),
    ];
    expect(yours).toContain('uri                  = "https://httpbin.org/get"');
    expect(yours).toContain('type                 = "HTTP"');
    expect(yours).toContain('integration_http_method = "GET"');
    expect(corrected).toContain('Uri: https://httpbin.org/{proxy}');
    expect(corrected).toContain('IntegrationHttpMethod: ANY');
    expect(yours.join()).not.toContain('api_key_required');
    expect(yours.join()).not.toContain('passthrough_behavior');
    expect(texts(rowsOf('paths'), 'left')).toEqual([]);
    expect(texts(rowsOf('api'), 'left')).not.toContain('types            = ["PRIVATE"]');
    expect(texts(rowsOf('api'), 'right')).not.toContain('- PRIVATE');
  });

  it('has no mark where a template stands beside itself', () => {
    for (const { rows } of beside(ours, [ours]))
      expect([texts(rows, 'left'), texts(rows, 'right')]).toEqual([[], []]);
  });

  it('comes to an end for any two texts, and never moves a line', () => {
    const line = fc.constantFrom(
      'resource "aws_api_gateway_method" "m" {',
      '}',
      '  a = 1',
      'Resources:',
      '  M:',
      '    Type: AWS::ApiGateway::Method',
      '    Properties: { A: 1 }',
    );
    const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (left, right) => {
        for (const { rows } of beside(left, [right])) {
          const numbers = rows.flatMap(({ left: cell }) => cell?.number ?? []);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the corrected template', () => {
  it('is what the form launches of what was understood, and has no trap left', () => {
    const { params } = lint(article).understood ?? { params: {} };
    const { stacks, examples } = correctedTemplate(article, params, initialBasis);
    expect(stacks.map(({ kind }) => kind)).toEqual(['network', 'proxy']);
    expect(examples).toEqual([]);
    const [network, proxy] = stacks.map(({ yaml }) => yaml);
    expect(proxy).toContain('Uri: https://httpbin.org/{proxy}');
    expect(proxy).toContain('Limit: 20');
    expect(proxy).toContain('TimeoutInMillis: 5000');
    expect([network, proxy].map((text) => lint(text ?? '').findings)).toEqual([[], []]);
  });

  it('can be drawn whatever a template says for the form’s fields', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('', '0', '-1', '1e9', 'llm', 'https://10.0.0.1', 'x-api-key', 'NONE'),
    );
    const fields = ['name', 'preset', 'apiKeyHeader', 'upstreamUrl', 'timeoutSeconds'] as const;
    const limits = ['quotaLimit', 'quotaPeriod', 'rate', 'burst'] as const;
    const params = fc.dictionary(fc.constantFrom(...fields, ...limits), word);
    fc.assert(
      fc.property(params, (said) => {
        expect(correctedTemplate('', said, initialBasis).stacks).toHaveLength(2);
      }),
      { numRuns: 30 },
    );
  });
});
