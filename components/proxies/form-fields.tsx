'use client';

import type { ComponentProps, ReactNode } from 'react';
import { FindingLine, FindingWord } from '@/components/governance/verdict';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { FindingField } from '@/lib/governance/types';
import { useTranslations } from '@/lib/i18n/client';
import { type TextFieldName, useErrorsOf, useFormScope } from './form-scope';

type FieldProps = {
  name: TextFieldName;
  label: ReactNode;
  hint?: ReactNode;
  isOptional?: boolean;
  fieldClassName?: string;
  /** The guardrails' reasons stand elsewhere: `FieldFindings` has room for them. */
  isNarrow?: boolean;
};

/** A labelled text control of the create form, with its value, hint and errors. Required unless it says otherwise. */
export function TextField({
  name,
  label,
  hint,
  isOptional = false,
  fieldClassName,
  isNarrow = false,
  ...input
}: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'value' | 'onChange'>) {
  const t = useTranslations('create');
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  return (
    <Field
      name={name}
      label={label}
      hint={useHint(name, hint, isNarrow)}
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
  isNarrow = false,
  options,
}: FieldProps & { options: readonly { value: string; label: string }[] }) {
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  return (
    <Field
      name={name}
      label={label}
      hint={useHint(name, hint, isNarrow)}
      errors={errors(name)}
      className={fieldClassName}
    >
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

/** What the guardrails say of a value stands in the place of what helps to find one. */
function useHint(name: TextFieldName, hint: ReactNode, isNarrow: boolean): ReactNode {
  const findings = useFormScope().findingsOf(name);
  if (findings.length === 0) return hint;
  const Finding = isNarrow ? FindingWord : FindingLine;
  return findings.map((finding) => <Finding key={finding.rule} finding={finding} />);
}

/** The guardrails' reasons about what has no room for them. */
export function FieldFindings({ names }: { names: readonly FindingField[] }) {
  const { findingsOf } = useFormScope();
  return names.flatMap(findingsOf).map((finding) => (
    <p key={finding.rule} className="text-xs">
      <FindingLine finding={finding} />
    </p>
  ));
}
