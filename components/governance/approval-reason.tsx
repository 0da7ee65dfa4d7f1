'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import type { AskedState } from '@/components/shell/use-asked-action';
import { Field } from '@/components/ui/field';
import { useTranslations } from '@/lib/i18n/client';

/** Whether what was refused would do with somebody's word, and is asked for with the next press. */
export function asksApproval(state: AskedState<unknown>): boolean {
  if (state.kind === 'failed') return state.verdict?.kind === 'approval';
  return state.kind === 'invalid' && 'requestReason' in state.fieldErrors;
}

/** The reason that whoever decides reads, in the form that was refused. Needs the `errors` namespace. */
export function ApprovalReason({ state }: { state: AskedState<unknown> }) {
  const t = useTranslations('errors.guardrails');
  const id = useId();
  if (!asksApproval(state)) return null;
  return <ReasonField id={id} errors={state.kind === 'invalid' ? [t('reason.invalid')] : []} />;
}

/** Why somebody should let through what the guardrails do not. */
export function ReasonField({
  id,
  errors,
  fieldClassName,
  ...textarea
}: {
  id?: string;
  errors: readonly ReactNode[];
  fieldClassName?: string;
} & Omit<ComponentProps<'textarea'>, 'name'>) {
  const t = useTranslations('errors.guardrails.reason');
  return (
    <Field
      name="requestReason"
      {...(id && { id })}
      label={t('label')}
      hint={t('hint')}
      errors={errors}
      {...(fieldClassName && { className: fieldClassName })}
    >
      {(control) => (
        <textarea
          {...control}
          required
          minLength={3}
          maxLength={1000}
          rows={3}
          className="min-h-20 w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-sm"
          {...textarea}
        />
      )}
    </Field>
  );
}
