import { describe, expect, it } from 'vitest';
import { createFormat } from '../format';
import { catalogue } from '../i18n/catalogue';
import type { Locale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { explain } from './causes/catalogue';
import { causeWords, consequenceWords, nextStepWords } from './words';

const wordsOf = (locale: Locale) => ({
  t: translator(locale, catalogue[locale], 'run.consequence'),
  format: createFormat(locale, { timeZone: 'UTC', now: new Date(0) }),
  cause: translator(locale, catalogue[locale], 'cause'),
  recovery: translator(locale, catalogue[locale], 'recovery'),
  failure: translator(locale, catalogue[locale], 'run.failure'),
});
const [en, ja] = [wordsOf('en'), wordsOf('ja')];

describe('the words of a run', () => {
  it('write numbers and periods as the reader does, and what is absent as such', () => {
    const quota = { kind: 'quota' as const, from: '', to: '20000' };
    expect(consequenceWords(en.t, en.format, quota, [])).toBe('Quota: none → 20,000.');
    expect(consequenceWords(ja.t, ja.format, quota, [])).toContain('20,000');
    const period = { kind: 'period' as const, from: 'DAY', to: 'MONTH' };
    expect(consequenceWords(en.t, en.format, period, [])).toBe(
      'Quota counted: by the day → by the month.',
    );
  });

  it('name the cause and each of its next steps in both languages', () => {
    const facts = {
      ...{ reason: 'Stack [s] cannot be deleted while TerminationProtection is enabled' },
      ...{ logicalId: 's', resourceType: 'AWS::CloudFormation::Stack', stackName: 's', code: null },
      ...{ run: 'delete' as const, subject: 'proxy' as const, stackStatus: 'DELETE_FAILED' },
      ...{ stuck: ['Api'], makesVpc: false },
    };
    const explanation = explain(facts);
    for (const words of [en, ja]) {
      const { title, text } = causeWords(words.cause, facts, explanation);
      expect(title).not.toBe('');
      expect(text).not.toMatch(/[{}]/);
      for (const step of explanation.nextSteps)
        expect(nextStepWords(words, step, false)).not.toMatch(/^$|\./);
    }
    expect(explanation.nextSteps.map((step) => nextStepWords(en, step, false))).toEqual(
      expect.arrayContaining(['Turn protection off', 'Delete by force']),
    );
  });
});
