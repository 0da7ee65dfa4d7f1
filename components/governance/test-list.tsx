'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DialogButton } from '@/components/ui/dialog-button';
import { StateBadge } from '@/components/ui/state';
import type { RuleTest } from '@/lib/governance/guardrails';
import type { RuleTestResult } from '@/lib/governance/rule-tests';
import { useLocale, useTranslations } from '@/lib/i18n/client';
import { TestForm } from './test-form';

/** The examples that stand in the document, each run against the draft as it is now. */
export function TestList({
  results,
  onChange,
}: {
  results: readonly RuleTestResult[];
  onChange: (tests: RuleTest[]) => void;
}) {
  const t = useTranslations('guardrails');
  const isJapanese = useLocale() === 'ja';
  const nameOf = ({ name, nameJa }: RuleTest) => (isJapanese && nameJa) || name;
  const tests = results.map(({ test }) => test);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted text-sm">{t(tests.length > 0 ? 'tests.lead' : 'tests.none')}</p>
      {tests.length > 0 && (
        <ul className="divide-y divide-line border-line border-y text-sm">
          {results.map((result, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two tests may have one name
            <li key={index} className="flex min-h-9 items-center gap-3 py-1.5">
              <StateBadge
                state={result.isMet ? 'succeeded' : 'failed'}
                label={t(result.isMet ? 'tests.met' : 'tests.failed')}
                className="w-20 shrink-0"
              />
              <span className="min-w-0 flex-1">
                {nameOf(result.test)}
                <span className="block text-ink-muted text-xs">
                  <ResultWords result={result} />
                </span>
              </span>
              <Button
                variant="ghost"
                size="icon"
                aria-label={t('tests.remove', { name: nameOf(result.test) })}
                onClick={() => onChange(tests.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <DialogButton label={t('tests.add')} title={t('tests.add')}>
          {(close) => (
            <TestForm
              onDone={(test) => {
                onChange([...tests, test]);
                close();
              }}
              onClose={close}
            />
          )}
        </DialogButton>
      </div>
    </div>
  );
}

function ResultWords({ result: { test, verdict, isMet } }: { result: RuleTestResult }) {
  const t = useTranslations('guardrails');
  const is = t(`kind.${verdict.kind}`);
  if (isMet) return t('tests.is', { verdict: is });
  const isSilent = test.rule && !verdict.findings.some(({ rule }) => rule === test.rule);
  return (
    <>
      {t('tests.expected', { expected: t(`kind.${test.expect}`), is })}
      {isSilent && t('tests.missing', { rule: test.rule ?? '' })}
    </>
  );
}
