'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { reasonLengthMax } from '@/lib/extensions/schema';
import { useTranslations } from '@/lib/i18n/client';

/** Why more is asked for, given or not. React empties a form that was answered; what was typed in it stands here. */
export function ReasonField({
  id,
  label,
  hint,
  isFaulty,
}: {
  id?: string;
  label: string;
  hint: string;
  isFaulty: boolean;
}) {
  const t = useTranslations('extension.ask');
  const [reason, setReason] = useState('');
  return (
    <Field
      name="reason"
      id={id}
      label={label}
      hint={hint}
      errors={isFaulty ? [t('reasonInvalid', { max: String(reasonLengthMax) })] : []}
    >
      {(control) => (
        <Input
          {...control}
          value={reason}
          maxLength={reasonLengthMax}
          required
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
      )}
    </Field>
  );
}
