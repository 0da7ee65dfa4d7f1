'use client';

import { Field, FieldGroup } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import type { TypedSchedule } from './schedule-form';

type Name = 'worseN' | 'worseM' | 'betterN' | 'betterM';

/** So many of so many probes in either direction, and beyond what time one counts as degraded. */
export function ScheduleThresholds({
  typed,
  errors,
  onType,
}: {
  typed: TypedSchedule;
  errors: (name: string) => string[];
  onType: (change: Partial<TypedSchedule>) => void;
}) {
  const t = useTranslations('probeSchedule');
  const box = (name: Name) => (
    <Input
      name={name}
      aria-label={t(name)}
      aria-invalid={errors(name).length > 0 || undefined}
      aria-describedby={errors(name).length > 0 ? `${name}-error` : undefined}
      inputMode="numeric"
      autoComplete="off"
      maxLength={2}
      className="w-12"
      value={typed[name]}
      onChange={(event) => onType({ [name]: event.target.value })}
    />
  );
  return (
    <FieldGroup legend={t('thresholds')}>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-2">
        {(['worse', 'better'] as const).map((way) => (
          <div key={way} className="flex flex-col gap-1">
            <span className="text-ink-muted text-xs">{t(way)}</span>
            <span className="flex items-center gap-2">
              {box(`${way}N`)}
              <span className="text-ink-muted">{t('ofLast')}</span>
              {box(`${way}M`)}
            </span>
            {(['N', 'M'] as const).map((end) =>
              errors(`${way}${end}`).map((text) => (
                <span key={end} id={`${way}${end}-error`} className="text-danger text-xs">
                  {text}
                </span>
              )),
            )}
          </div>
        ))}
        <Field
          name="slowMs"
          id="schedule-slowMs"
          label={<span className="font-normal text-ink-muted text-xs leading-5">{t('slow')}</span>}
          hint={t('slowHint')}
          errors={errors('slowMs')}
        >
          {(control) => (
            <span className="flex items-center gap-2">
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                className="w-24"
                value={typed.slowMs}
                onChange={(event) => onType({ slowMs: event.target.value })}
              />
              <span className="text-ink-muted">ms</span>
            </span>
          )}
        </Field>
      </div>
    </FieldGroup>
  );
}
