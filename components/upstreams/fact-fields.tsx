'use client';

import { useState } from 'react';
import type { AskedState } from '@/components/shell/use-asked-action';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useTranslations } from '@/lib/i18n/client';
import { dataClasses } from '@/lib/upstreams/types';

export type FactValues = { purpose: string; owner: string; dataClass: string; terms: string };

/** The words for what an answer has against a field. */
export function useUpstreamErrors(state: AskedState<unknown>): (field: string) => string[] {
  const t = useTranslations('upstreams.invalid');
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  const isPast = state.kind === 'failed' && state.code === 'invalid';
  return (field) => {
    const key = field as Parameters<typeof t>[0];
    return (faults[field] || (isPast && field === 'reviewOn')) && t.has(key) ? [t(key)] : [];
  };
}

/** What is written down of a host. React empties a form that was answered; what was typed stands here. */
export function FactFields({
  initial,
  errors,
}: {
  initial: FactValues;
  errors: (field: string) => string[];
}) {
  const t = useTranslations('upstreams');
  const [values, setValues] = useState(initial);
  const set = (change: Partial<FactValues>) => setValues({ ...values, ...change });
  return (
    <>
      <Field
        name="purpose"
        label={t('propose.purpose')}
        hint={t('propose.purposeHint')}
        errors={errors('purpose')}
      >
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            autoComplete="off"
            value={values.purpose}
            onChange={(event) => set({ purpose: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-x-4 sm:grid-cols-2">
        <Field
          name="owner"
          label={t('propose.owner')}
          hint={t('propose.ownerHint')}
          errors={errors('owner')}
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              autoComplete="off"
              value={values.owner}
              onChange={(event) => set({ owner: event.target.value })}
            />
          )}
        </Field>
        <Field
          name="dataClass"
          label={t('propose.dataClass')}
          hint={t('propose.dataClassHint')}
          errors={errors('dataClass')}
        >
          {(control) => (
            <Select
              {...control}
              value={values.dataClass}
              onChange={(event) => set({ dataClass: event.target.value })}
            >
              {dataClasses.map((each) => (
                <option key={each} value={each}>
                  {t(`dataClass.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field
        name="terms"
        label={t('propose.terms')}
        hint={t('propose.termsHint')}
        optional={t('propose.optional')}
        errors={errors('terms')}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            autoComplete="off"
            value={values.terms}
            onChange={(event) => set({ terms: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
