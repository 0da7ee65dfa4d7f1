import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What asks again who it is by a field of its own form, beside what is set on the action. */
const byItsForm = /schema: confirmedKeySchema/;

const sources = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('actions.ts'))
  .map((name) => readFileSync(join('app', name), 'utf8'))
  .join('\n');

/** The definition of every action, by its name: what stands between `defineAction({` and the handler. */
const definitions = [
  ...sources.matchAll(/defineAction\(\s*(\{.*?name: '([^']+)'.*?\n? *\}),?\s*async/gs),
].map(([, text = '', name = '']) => ({ name, text }));

describe('who reveals, decides, deletes, hands rights on or writes the rules says again who they are', () => {
  const mustAsk =
    /^key\.reveal$|^handover\.create$|\.decide$|\.delete$|\.empty$|_delete$|^stack\.delete|^key\.change$|^token\.create$|^guardrail\.save$/;

  it('reads every action', () => {
    expect(definitions).toHaveLength(sources.split('defineAction(').length - 1);
  });

  const asking = definitions.filter(({ name }) => mustAsk.test(name));
  it('knows those that must', () => {
    expect(asking.length).toBeGreaterThanOrEqual(12);
  });

  it.each(asking)('$name', ({ text }) => {
    expect(/isConfirmed: (true|\(\{)/.test(text) || byItsForm.test(text)).toBe(true);
  });
});
