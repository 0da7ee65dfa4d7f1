'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DialogButton } from '@/components/ui/dialog-button';
import type { TeamRule } from '@/lib/governance/guardrails';
import { useTranslations } from '@/lib/i18n/client';
import { moved, withRule } from './draft';
import { RuleForm } from './rule-form';
import { RuleSentence } from './rule-sentence';

/** The rules of one scope as plain sentences, to be changed, moved and taken away. */
export function RuleList({
  rules,
  inherited,
  isTeam,
  onChange,
}: {
  rules: readonly TeamRule[];
  /** The defaults that bind a team as well. */
  inherited: readonly TeamRule[];
  isTeam: boolean;
  onChange: (rules: TeamRule[]) => void;
}) {
  const t = useTranslations('guardrails');
  const take = (before: string | null, close: () => void) => (rule: TeamRule) => {
    // One of the same id stands in its place: an id stands once.
    onChange(withRule(rules, rule, rules.some(({ id }) => id === rule.id) ? rule.id : before));
    close();
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted text-sm">
        {t(isTeam ? 'rules.teamLead' : 'rules.defaultsLead')}
      </p>
      {rules.length === 0 && (
        <p className="text-ink-muted text-sm">{t(isTeam ? 'rules.none' : 'noRules')}</p>
      )}
      {rules.length > 0 && (
        <ol className="divide-y divide-line border-line border-y">
          {rules.map((rule, index) => (
            <li
              key={rule.id}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5"
            >
              <div className="min-w-0 flex-1 basis-80">
                <RuleSentence rule={rule} />
              </div>
              <div className="flex items-center gap-1">
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t('rules.upRule', { id: rule.id })}
                  disabled={index === 0}
                  onClick={() => onChange(moved(rules, index, -1))}
                >
                  <ArrowUp aria-hidden />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t('rules.downRule', { id: rule.id })}
                  disabled={index === rules.length - 1}
                  onClick={() => onChange(moved(rules, index, 1))}
                >
                  <ArrowDown aria-hidden />
                </Button>
                <DialogButton
                  size="sm"
                  label={t('rules.edit')}
                  aria-label={t('rules.editRule', { id: rule.id })}
                  title={t('rule.edit', { id: rule.id })}
                >
                  {(close) => (
                    <RuleForm
                      rule={rule}
                      mayLift={isTeam}
                      onDone={take(rule.id, close)}
                      onClose={close}
                    />
                  )}
                </DialogButton>
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t('rules.removeRule', { id: rule.id })}
                  onClick={() => onChange(rules.filter(({ id }) => id !== rule.id))}
                >
                  {t('rules.remove')}
                </Button>
              </div>
            </li>
          ))}
        </ol>
      )}
      <div>
        <DialogButton label={t('rules.add')} title={t('rule.add')}>
          {(close) => (
            <RuleForm rule={null} mayLift={isTeam} onDone={take(null, close)} onClose={close} />
          )}
        </DialogButton>
      </div>
      {isTeam && inherited.length > 0 && (
        <>
          <h3 className="mt-3 font-medium text-sm">{t('rules.inherited')}</h3>
          <ul className="divide-y divide-line border-line border-y">
            {inherited.map((rule) => (
              <li
                key={rule.id}
                className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5"
              >
                <div className="min-w-0 flex-1 basis-80">
                  <RuleSentence rule={rule} />
                </div>
                <DialogButton
                  size="sm"
                  label={t('rules.override')}
                  aria-label={t('rules.overrideRule', { id: rule.id })}
                  title={t('rule.edit', { id: rule.id })}
                >
                  {(close) => (
                    <RuleForm rule={rule} mayLift onDone={take(null, close)} onClose={close} />
                  )}
                </DialogButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
