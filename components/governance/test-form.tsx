'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { judgedUpstreamStates, type RuleTest, ruleTestSchema } from '@/lib/governance/guardrails';
import { useTranslations } from '@/lib/i18n/client';
import { dataClasses } from '@/lib/upstreams/types';
import { environments } from '@/templates/names';
import { faultsOf } from '@/templates/spec';
import { FormFaults } from './form-faults';

const initial = {
  ...{ name: '', team: '', environment: 'prod', url: '', state: 'unregistered' },
  ...{ dataClass: 'internal', quota: '', rate: '', expect: 'approval' },
};

type Values = typeof initial;

/** What most tests say; all that a spec can say stands in the file. */
export function TestForm({
  onDone,
  onClose,
}: {
  onDone: (test: RuleTest) => void;
  onClose: () => void;
}) {
  const t = useTranslations('guardrails');
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<{ path: string; message: string }[]>([]);

  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = ruleTestSchema.safeParse(testOf(values));
    if (parsed.success) onDone(parsed.data);
    else setFaults(faultsOf(parsed.error));
  }
  const set = (name: keyof Values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [name]: event.target.value });
  const text = (name: 'name' | 'team' | 'url' | 'quota' | 'rate', placeholder?: string) => (
    <Field name={name} id={`test-${name}`} label={t(`tests.${name}`)}>
      {(control) => (
        <Input
          {...control}
          placeholder={placeholder}
          autoComplete="off"
          value={values[name]}
          onChange={set(name)}
        />
      )}
    </Field>
  );
  const choice = (
    name: 'environment' | 'state' | 'dataClass' | 'expect',
    options: readonly { value: string; label: string }[],
  ) => (
    <Field name={name} id={`test-${name}`} label={t(`tests.${name}`)}>
      {(control) => (
        <Select {...control} value={values[name]} onChange={set(name)}>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-1">
      <FormFaults title={t('tests.faults')} faults={faults} />
      {text('name')}
      <div className="grid gap-x-4 sm:grid-cols-2">
        {text('team', 'payments')}
        {choice(
          'environment',
          environments.map((value) => ({ value, label: value })),
        )}
        {text('url', 'https://api.example.com')}
        {choice(
          'state',
          judgedUpstreamStates.map((value) => ({ value, label: t(`word.${value}`) })),
        )}
        {values.state !== 'unregistered' &&
          choice(
            'dataClass',
            dataClasses.map((value) => ({ value, label: t(`word.${value}`) })),
          )}
        {text('quota', '20')}
        {text('rate', '5')}
        {choice(
          'expect',
          (['at_once', 'approval', 'no'] as const).map((value) => ({
            value,
            label: t(`kind.${value}`),
          })),
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('rule.cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('rule.done')}
        </Button>
      </DialogActions>
    </form>
  );
}

/** What is left empty is left out: then it is as in the simplest proxy there is. */
function testOf({ name, team, environment, url, state, dataClass, quota, rate, expect }: Values) {
  const limits = {
    ...(quota.trim() ? { quota: { limit: Number(quota), period: 'DAY' } } : {}),
    ...(rate.trim() ? { rate: Number(rate) } : {}),
  };
  return {
    ...{ name, team, expect },
    spec: {
      environment,
      ...(url.trim() ? { upstream: { url: url.trim() } } : {}),
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
    },
    ...(state === 'unregistered' ? {} : { upstream: { state, dataClass } }),
  };
}
