'use client';

import { ChevronRight } from 'lucide-react';
import { FieldGroup } from '@/components/ui/field';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { TextField } from './form-fields';
import { useErrorsOf, useFormScope } from './form-scope';
import { Section } from './form-section';

/** Where to: the upstream, how it answers, and the rare things about it. */
export function UpstreamSection() {
  const t = useTranslations('create');
  const errors = useErrorsOf();
  const { values } = useFormScope();
  const isUnusual =
    values.apiKeyHeader !== '' || values.timeoutSeconds !== '' || values.access === 'endpoint';
  const isFaulty = ['apiKeyHeader', 'timeoutSeconds'].some((field) => errors(field).length > 0);
  return (
    <Section title={t('sections.whereTo')}>
      <TextField
        name="upstreamUrl"
        label={t('fields.upstreamUrl.label')}
        hint={t('fields.upstreamUrl.hint')}
        placeholder={t('fields.upstreamUrl.placeholder')}
        inputMode="url"
      />
      <PresetChoice />
      <details className="group" open={isUnusual || isFaulty || undefined}>
        <summary className="inline-flex min-h-6 items-center gap-1 rounded-sm text-ink-muted text-sm hover:text-ink max-md:min-h-11">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          {t('fields.more')}
        </summary>
        <div className="mt-3 flex flex-col gap-3">
          <UnusualFields />
        </div>
      </details>
    </Section>
  );
}

function PresetChoice() {
  const t = useTranslations('create.fields.preset');
  const { values, change } = useFormScope();
  return (
    <FieldGroup legend={t('label')}>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {(['plain', 'llm'] as const).map((preset) => (
          <Choice
            key={preset}
            name="preset"
            value={preset}
            checked={values.preset === preset}
            onChange={() => change({ preset })}
            label={t(preset)}
            hint={t(`${preset}Hint`)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function UnusualFields() {
  const t = useTranslations('create.fields');
  const { values, change, bounds } = useFormScope();
  const timeoutMax = bounds.timeoutMax[values.preset === 'llm' ? 'llm' : 'plain'];
  return (
    <>
      <TextField
        name="apiKeyHeader"
        isOptional
        label={t('apiKeyHeader.label')}
        hint={t('apiKeyHeader.hint')}
        placeholder={t('apiKeyHeader.placeholder')}
      />
      <TextField
        name="timeoutSeconds"
        isOptional
        label={t('timeoutSeconds.label')}
        hint={t('timeoutSeconds.hint', { max: timeoutMax })}
        placeholder={`${timeoutMax}…`}
        inputMode="decimal"
        className="max-w-40"
      />
      <FieldGroup legend={t('access.label')}>
        <div className="grid gap-x-4 sm:grid-cols-2">
          {(['vpc', 'endpoint'] as const).map((access) => (
            <Choice
              key={access}
              name="access"
              value={access}
              checked={values.access === access}
              onChange={() => change({ access })}
              label={t(`access.${access}`)}
              hint={t(`access.${access}Hint`)}
            />
          ))}
        </div>
      </FieldGroup>
    </>
  );
}
