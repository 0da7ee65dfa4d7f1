'use client';

import { Badge } from '@/components/ui/badge';
import type { Rule, TeamRule, When } from '@/lib/governance/guardrails';
import type { RuleOrigin } from '@/lib/governance/rules-of';
import { useFormat, useLocale, useTranslations } from '@/lib/i18n/client';

/** A rule in one plain sentence, with its reason as the platform team wrote it. */
export function RuleSentence({ rule, origin }: { rule: TeamRule; origin?: RuleOrigin }) {
  const isJapanese = useLocale() === 'ja';
  const t = useTranslations('guardrails');
  const sentence = useSentence();
  const reason = isJapanese && rule.verdict !== 'at_once' ? rule.reasonJa : undefined;
  return (
    <div className="min-w-0">
      <p className="text-sm">
        {rule.verdict === 'at_once' ? t('lifted', { id: rule.id }) : sentence(rule)}
      </p>
      <p className="text-ink-muted text-xs">
        {origin && <Badge className="mr-1.5">{t(`origin.${origin}`)}</Badge>}
        {reason ?? rule.reason}
      </p>
    </div>
  );
}

function useSentence(): (rule: Rule) => string {
  const t = useTranslations('guardrails');
  const format = useFormat();
  const word = (text: string) => {
    const key = `word.${text}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key as 'word.public') : text;
  };
  const listed = (values: readonly string[]) => values.map(word).join(t('or'));
  const whatOf = ({ bound }: Rule) =>
    'max' in bound
      ? t(`what.${bound.of}`, { max: format.number(bound.max) })
      : t(`what.${bound.of}`, { only: listed(bound.only) });
  const whenOf = (when: When) =>
    (['environments', 'teams', 'networks', 'hosts', 'dataClasses'] as const)
      .map((name) => {
        const values = when[name];
        return values ? t(`when.${name}`, { values: listed(values) }) : '';
      })
      .join('');
  return (rule) =>
    t('sentence', {
      what: whatOf(rule),
      when: whenOf(rule.when),
      verdict: t(`verdict.${rule.verdict === 'no' ? 'no' : rule.approver}`),
    });
}
