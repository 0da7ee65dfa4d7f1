'use client';

import { useTranslations } from '@/lib/i18n/client';
import { FieldFindings, SelectField, TextField } from './form-fields';
import { useFormScope } from './form-scope';
import { Section } from './form-section';
import { LimitsWords } from './limits-words';

const periods = ['DAY', 'WEEK', 'MONTH', 'NONE'] as const;

/** Keys are no part of the form; what a rule says of them is a limit all the same. */
const limitFields = ['quotaLimit', 'quotaPeriod', 'rate', 'burst', 'keys'] as const;

/** Limits: how much in a period, how fast, how much at once, and what that means. */
export function LimitsSection() {
  const t = useTranslations('create');
  const { values } = useFormScope();
  const hasQuota = values.quotaPeriod !== 'NONE';
  return (
    <Section title={t('sections.limits')}>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-4">
        {hasQuota && (
          <TextField
            name="quotaLimit"
            label={t('fields.quotaLimit.label')}
            placeholder={t('fields.quotaLimit.placeholder')}
            inputMode="numeric"
            isNarrow
          />
        )}
        <SelectField
          name="quotaPeriod"
          label={t('fields.quotaPeriod.label')}
          fieldClassName={hasQuota ? undefined : 'col-span-2'}
          isNarrow
          options={periods.map((value) => ({ value, label: t(`fields.quotaPeriod.${value}`) }))}
        />
        <TextField
          name="rate"
          label={t('fields.rate.label')}
          placeholder={t('fields.rate.placeholder')}
          inputMode="decimal"
          isNarrow
        />
        <TextField
          name="burst"
          label={t('fields.burst.label')}
          placeholder={t('fields.burst.placeholder')}
          inputMode="numeric"
          isNarrow
        />
      </div>
      <FieldFindings names={limitFields} />
      <LimitsWords />
    </Section>
  );
}
