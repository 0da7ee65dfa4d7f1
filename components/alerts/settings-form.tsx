'use client';

import { useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Field } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useTranslations } from '@/lib/i18n/client';
import { type Locale, locales } from '@/lib/i18n/locales';
import { invalidKey } from './invalid-key';
import type { AlertAction } from './rules-form';
import { SaveLine } from './save-line';

export type SettingsValues = {
  locale: Locale;
  zone: string;
  isQuiet: boolean;
  /** As `22:00`. */
  quietFrom: string;
  quietUntil: string;
};

/** The language, the zone and the quiet hours of a team's messages. */
export function SettingsForm({
  team,
  values: saved,
  zones,
  action,
}: {
  team: string;
  values: SettingsValues;
  zones: readonly string[];
  /** Null for who may look only. */
  action: AlertAction;
}) {
  const t = useTranslations('alerts.settings');
  const invalid = useTranslations('alerts.invalid');
  const [values, setValues] = useState(saved);
  const [state, submit, isPending] = useAskedAction(action);
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  const errors = (name: keyof SettingsValues) =>
    (faults[name] ?? []).map((key) => invalid(invalidKey(key)));
  const set = (change: Partial<SettingsValues>) => setValues({ ...values, ...change });
  return (
    <form action={submit} className="flex max-w-xl flex-col gap-1">
      <input type="hidden" name="team" value={team} />
      <div className="grid gap-x-4 sm:grid-cols-2">
        <Field name="locale" label={t('locale')}>
          {(control) => (
            <Select
              {...control}
              value={values.locale}
              onChange={(event) => set({ locale: event.target.value as Locale })}
            >
              {locales.map((locale) => (
                <option key={locale} value={locale}>
                  {t(`locales.${locale}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field name="zone" label={t('zone')} errors={errors('zone')}>
          {(control) => (
            <Select
              {...control}
              value={values.zone}
              onChange={(event) => set({ zone: event.target.value })}
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Choice
        type="checkbox"
        name="isQuiet"
        label={t('isQuiet')}
        checked={values.isQuiet}
        onChange={() => set({ isQuiet: !values.isQuiet })}
      />
      {(['quietFrom', 'quietUntil'] as const).map(
        (name) =>
          !values.isQuiet && <input key={name} type="hidden" name={name} value={values[name]} />,
      )}
      {values.isQuiet && (
        <div className="grid grid-cols-2 gap-x-4">
          {(['quietFrom', 'quietUntil'] as const).map((name) => (
            <Field key={name} name={name} label={t(name)} errors={errors(name)}>
              {(control) => (
                <Input
                  {...control}
                  type="time"
                  required
                  value={values[name]}
                  onChange={(event) => set({ [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      <ActionProblem state={state} className="mt-2" />
      <div className="mt-2">
        <SaveLine
          state={state}
          isPending={isPending}
          words={{ save: t('save'), saved: t('saved') }}
        />
      </div>
    </form>
  );
}
