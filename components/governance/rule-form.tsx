'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { Field, FieldGroup } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { TeamRule } from '@/lib/governance/guardrails';
import { useTranslations } from '@/lib/i18n/client';
import { FormFaults } from './form-faults';
import {
  bounds,
  choicesOf,
  isAmount,
  type RuleValues,
  readRule,
  valuesOf,
  whenNames,
} from './rule-candidate';

/** One rule as a form; what it means is checked by the schema of the file. */
export function RuleForm({
  rule,
  mayLift,
  onDone,
  onClose,
}: {
  rule: TeamRule | null;
  /** A team may also be freed of a default. */
  mayLift: boolean;
  onDone: (rule: TeamRule) => void;
  onClose: () => void;
}) {
  const t = useTranslations('guardrails.rule');
  const [values, setValues] = useState(() => valuesOf(rule));
  const [faults, setFaults] = useState<{ path: string; message: string }[]>([]);
  const set = (change: Partial<RuleValues>) => setValues({ ...values, ...change });
  const isLift = values.verdict === 'at_once';

  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readRule(values);
    if (read.ok) onDone(read.rule);
    else setFaults(read.faults);
  }
  const verdicts = ['platform', 'team_owner', 'no', ...(mayLift ? ['at_once'] : [])] as const;
  const text = (name: keyof RuleValues, label: string, hint?: string, optional?: string) => (
    <Field name={name} id={`rule-${name}`} label={label} hint={hint} optional={optional}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          autoCapitalize="none"
          value={values[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-1">
      <FormFaults title={t('faults')} faults={faults} />
      {text('id', t('id'), t('idHint'))}
      <Field name="verdict" id="rule-verdict" label={t('verdict')}>
        {(control) => (
          <Select
            {...control}
            value={values.verdict}
            onChange={(event) => set({ verdict: event.target.value as RuleValues['verdict'] })}
          >
            {verdicts.map((each) => (
              <option key={each} value={each}>
                {t(`verdictOf.${each as RuleValues['verdict']}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {!isLift && <BoundFields values={values} set={set} />}
      {text('reason', t('reason'), t('reasonHint'))}
      {!isLift && text('reasonJa', t('reasonJa'), undefined, t('optional'))}
      {!isLift && (
        <FieldGroup legend={t('when')} hint={t('whenHint')}>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {whenNames.map((name) => (
              <div key={name}>{text(name, t(name), choicesOf[name]?.join(', '))}</div>
            ))}
          </div>
        </FieldGroup>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('done')}
        </Button>
      </DialogActions>
    </form>
  );
}

function BoundFields({
  values,
  set,
}: {
  values: RuleValues;
  set: (change: Partial<RuleValues>) => void;
}) {
  const t = useTranslations('guardrails.rule');
  const { of } = values;
  const hint = of === 'method' || of === 'lifetimeDays' ? t(`boundHint.${of}Hint`) : undefined;
  const choices = choicesOf[of];
  return (
    <div className="grid gap-x-4 sm:grid-cols-2">
      <Field name="of" id="rule-of" label={t('of')} hint={hint}>
        {(control) => (
          <Select
            {...control}
            value={of}
            onChange={(event) => set({ of: event.target.value as RuleValues['of'] })}
          >
            {bounds.map((each) => (
              <option key={each} value={each}>
                {t(`bound.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isAmount(of) ? (
        <Field name="max" id="rule-max" label={t('max')}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={values.max}
              onChange={(event) => set({ max: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <Field
          name="only"
          id="rule-only"
          label={t('only')}
          hint={t('onlyHint', {
            choices: choices ? t('choices', { values: choices.join(', ') }) : '',
          })}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="none"
              value={values.only}
              onChange={(event) => set({ only: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
