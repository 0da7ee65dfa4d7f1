import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingFields } from '@/lib/governance/judge';
import { fieldOrder } from './field-order';

const sections = readdirSync(__dirname)
  .filter((name) => name.endsWith('-section.tsx'))
  .map((name) => readFileSync(join(__dirname, name), 'utf8'))
  .join('\n');

it.each([...Object.entries(findingFields), ['quotaPerDay, without one', 'quotaPeriod']])(
  'what a rule says of %s is shown beside a field of the form, %s',
  (_, field) => {
    expect([...fieldOrder, 'keys']).toContain(field);
    const isField = new RegExp(`<(?:TextField|SelectField)\\s+name="${field}"`).test(sections);
    const isListed = new RegExp(`\\[[^\\]]*'${field}'[^\\]]*\\]`).test(sections);
    expect(isField || isListed).toBe(true);
  },
);
