import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readGuardrailsFile } from './file';
import { runRuleTests } from './rule-tests';

it('the example of the documentation is a valid file, and meets its own tests', () => {
  const page = readFileSync(join(__dirname, '../../docs/guardrails.md'), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const read = readGuardrailsFile(example);
  expect(read).toMatchObject({ ok: true });
  const results = read.ok ? runRuleTests(read.guardrails, new Date()) : [];
  expect(results.map(({ isMet }) => isMet)).toEqual([true]);
});
