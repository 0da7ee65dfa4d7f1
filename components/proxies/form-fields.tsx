'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useTranslations } from '@/lib/i18n/client';
import { type TextFieldName, useErrorsOf, useFormScope } from './form-scope';

type FieldProps = {
  name: TextFieldName;
  label: ReactNode;
  hint?: ReactNode;
  isOptional?: boolean;
  fieldClassName?: string;
};

/** A labelled text control of the create form, with its value, hint and errors. Required unless it says otherwise. */
export function TextField({
  name,
  label,
  hint,
  isOptional = false,
  fieldClassName,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'value' | 'onChange'>) {
  const t = useTranslations('create');
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      errors={errors(name)}
      optional={isOptional ? t('optional') : undefined}
      className={fieldClassName}
    >
      {(control) => (
        <Input
          {...control}
          value={values[name]}
          onChange={(event) => change({ [name]: event.target.value })}
          aria-required={!isOptional}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...input}
        />
      )}
    </Field>
  );
}

/** A labelled choice of one among a few words. */
export function SelectField({
  name,
  label,
  hint,
  fieldClassName,
  options,
}: FieldProps & { options: readonly { value: string; label: string }[] }) {
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  return (
    <Field name={name} label={label} hint={hint} errors={errors(name)} className={fieldClassName}>
      {(control) => (
        <Select
          {...control}
          value={values[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
