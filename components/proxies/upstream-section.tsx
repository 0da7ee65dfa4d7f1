'use client';

import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { FieldGroup } from '@/components/ui/field';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { httpMethods } from '@/templates/proxy/http-methods';
import { FieldErrors } from './field-errors';
import { FieldFindings, TextField } from './form-fields';
import { useErrorsOf, useFormScope } from './form-scope';
import { Section } from './form-section';
import { UpstreamEntry } from './upstream-entry';

/** Where to: the upstream, how it answers, and the rare things about it. */
export function UpstreamSection() {
  const t = useTranslations('create');
  const errors = useErrorsOf();
  const { values, hosts, findingsOf } = useFormScope();
  const hostListId = useId();
  const isUnusual =
    values.methods.length < httpMethods.length ||
    values.apiKeyHeader !== '' ||
    values.timeoutSeconds !== '' ||
    values.access === 'endpoint';
  const isFaulty = ['methods', 'apiKeyHeader', 'timeoutSeconds'].some(
    (field) => errors(field).length > 0 || findingsOf(field).length > 0,
  );
  return (
    <Section title={t('sections.whereTo')}>
      <TextField
        name="upstreamUrl"
        label={t('fields.upstreamUrl.label')}
        hint={t('fields.upstreamUrl.hint')}
        placeholder={t('fields.upstreamUrl.placeholder')}
        inputMode="url"
        list={hosts.length > 0 ? hostListId : undefined}
      />
      {hosts.length > 0 && (
        <datalist id={hostListId}>
          {hosts.map((host) => (
            <option key={host} value={`https://${host}`} />
          ))}
        </datalist>
      )}
      <UpstreamEntry />
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

/** What callers may do: each method by itself, all of them to begin with. */
function MethodChoice() {
  const t = useTranslations('create.fields.methods');
  const errors = useErrorsOf()('methods');
  const { values, change } = useFormScope();
  return (
    <div className="flex flex-col gap-1">
      <FieldGroup legend={t('label')} hint={t('hint')}>
        <div className="flex flex-wrap gap-x-4">
          {httpMethods.map((method) => (
            <Choice
              key={method}
              type="checkbox"
              name="methods"
              value={method}
              checked={values.methods.includes(method)}
              onChange={({ target }) =>
                change({
                  methods: httpMethods.filter((one) =>
                    one === method ? target.checked : values.methods.includes(one),
                  ),
                })
              }
              aria-invalid={errors.length > 0 || undefined}
              aria-describedby="methods-error methods-findings"
              label={<span className="font-mono">{method}</span>}
            />
          ))}
        </div>
      </FieldGroup>
      <FieldErrors id="methods-error" errors={errors} />
      <div id="methods-findings">
        <FieldFindings names={['methods']} />
      </div>
    </div>
  );
}

function UnusualFields() {
  const t = useTranslations('create.fields');
  const { values, change, bounds } = useFormScope();
  const timeoutMax = bounds.timeoutMax[values.preset === 'llm' ? 'llm' : 'plain'];
  return (
    <>
      <MethodChoice />
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
