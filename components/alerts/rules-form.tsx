'use client';

import { useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Choice, Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { valueBounds } from '@/lib/alerts/rules';
import type { Rule, RuleName, RuleSource, Rules } from '@/lib/alerts/types';
import { useTranslations } from '@/lib/i18n/client';
import { SaveLine } from './save-line';

export type AlertAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

/** Where a rule that is as inherited comes from, and where one that is not. */
type Sources = Record<RuleName, RuleSource>;

/** What is watched, rule by rule; each says whose choice it is, and goes back to the one below it. */
export function RulesForm({
  team,
  proxy,
  rules: saved,
  names,
  inherited,
  inheritedFrom,
  action,
}: {
  team: string;
  /** Null for the team's own defaults. */
  proxy: string | null;
  rules: Rules;
  names: readonly RuleName[];
  inherited: Rules;
  inheritedFrom: Sources;
  /** Null for who may look only. */
  action: AlertAction | null;
}) {
  const t = useTranslations('alerts.rules');
  const [rules, setRules] = useState<Rules>(saved);
  const [state, submit, isPending] = useAskedAction(action ?? noAction);
  const change = (name: RuleName, rule: Rule) => setRules({ ...rules, [name]: rule });
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="team" value={team} />
      {proxy && <input type="hidden" name="proxy" value={proxy} />}
      <ul className="divide-y divide-line border-line border-y">
        {names.map((name) => {
          const isOwn = !isSame(rules[name], inherited[name]);
          return (
            <RuleRow
              key={name}
              name={name}
              rule={rules[name]}
              source={isOwn ? (proxy ? 'proxy' : 'team') : inheritedFrom[name]}
              isInvalid={Object.keys(faults).some((path) => path.startsWith(`rules.${name}.`))}
              onChange={action && ((rule) => change(name, rule))}
              onReset={action && isOwn ? () => change(name, inherited[name]) : null}
            />
          );
        })}
      </ul>
      <ActionProblem state={state} />
      {action && (
        <SaveLine
          state={state}
          isPending={isPending}
          words={{ save: t('save'), saved: t('saved') }}
        />
      )}
    </form>
  );
}

function RuleRow({
  name,
  rule,
  source,
  isInvalid,
  onChange,
  onReset,
}: {
  name: RuleName;
  rule: Rule;
  source: RuleSource;
  isInvalid: boolean;
  onChange: ((rule: Rule) => void) | null;
  onReset: (() => void) | null;
}) {
  const t = useTranslations('alerts');
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
      <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-x-4">
        <Choice
          type="checkbox"
          name={`on.${name}`}
          label={t(`rules.rule.${name}`)}
          checked={rule.isOn}
          disabled={!onChange}
          onChange={() => onChange?.({ ...rule, isOn: !rule.isOn })}
        />
        {hasValue(name) && (
          <ValueInput name={name} rule={rule} isInvalid={isInvalid} onChange={onChange} />
        )}
      </div>
      <span className="flex items-center gap-2 text-ink-muted text-xs">
        {t(`rules.source.${source}`)}
        {onReset && (
          <Button
            size="sm"
            variant="ghost"
            aria-label={t('rules.resetLabel', { rule: t(`rules.rule.${name}`) })}
            onClick={onReset}
          >
            {t('rules.reset')}
          </Button>
        )}
      </span>
      {isInvalid && <p className="w-full text-danger text-xs">{t('invalid.value')}</p>}
    </li>
  );
}

function ValueInput({
  name,
  rule,
  isInvalid,
  onChange,
}: {
  name: keyof typeof valueBounds;
  rule: Rule;
  isInvalid: boolean;
  onChange: ((rule: Rule) => void) | null;
}) {
  const t = useTranslations('alerts.rules');
  const { min, max } = valueBounds[name];
  return (
    <span className="flex items-center gap-2 text-ink-muted text-xs">
      <Input
        type="number"
        name={`value.${name}`}
        aria-label={t(`value.${name}`)}
        aria-invalid={isInvalid || undefined}
        className="w-20"
        min={min}
        max={max}
        step={1}
        required
        value={Number.isNaN(rule.value) ? '' : rule.value}
        // A field that is disabled is not sent, and its rule would have no value.
        readOnly={!onChange}
        onChange={(event) => onChange?.({ ...rule, value: event.target.valueAsNumber })}
      />
      {t(name === 'throttled' ? 'percent' : 'days')}
    </span>
  );
}

function hasValue(name: RuleName): name is keyof typeof valueBounds {
  return name in valueBounds;
}

const isSame = (one: Rule, other: Rule) => one.isOn === other.isOn && one.value === other.value;

const noAction: AlertAction = async (previous) => previous;
