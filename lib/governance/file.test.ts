import fc from 'fast-check';
import { expect, it } from 'vitest';
import { builtInGuardrails } from './built-in';
import { readGuardrailsFile, writeGuardrailsFile } from './file';

it('what is exported is imported as the same', () => {
  expect(readGuardrailsFile(writeGuardrailsFile(builtInGuardrails))).toEqual({
    ok: true,
    guardrails: builtInGuardrails,
  });
  expect(readGuardrailsFile(JSON.stringify(builtInGuardrails))).toEqual({
    ok: true,
    guardrails: builtInGuardrails,
  });
});

it('each fault names its line', () => {
  const text = `version: 1
defaults:
  - id: quota
    bound: { of: quotaPerDay, max: many }
    verdict: approval
    approver: boss
    reason: Ask first.
    colour: red
teams: {}
`;
  expect(readGuardrailsFile(text)).toEqual({
    ok: false,
    faults: [
      { line: 4, path: 'defaults.0.bound.max', message: expect.stringMatching(/number/) },
      { line: 6, path: 'defaults.0.approver', message: 'must be team_owner or platform' },
      { line: 8, path: 'defaults.0.colour', message: 'is not known' },
    ],
  });
  expect(readGuardrailsFile('version: 1\ndefaults: [')).toMatchObject({
    ok: false,
    faults: [{ line: 2 }],
  });
  expect(readGuardrailsFile('version: 1')).toMatchObject({
    faults: [{ line: 1, path: 'defaults', message: 'is required' }],
  });
});

it('never throws, whatever is pasted', () => {
  fc.assert(fc.property(fc.string(), (text) => void readGuardrailsFile(text)));
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
    .join('\n')}`;
  expect(readGuardrailsFile(bomb).ok).toBe(false);
});
