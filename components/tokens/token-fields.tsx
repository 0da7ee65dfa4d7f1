'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useTranslations } from '@/lib/i18n/client';
import { tokenDaysChoices, tokenNameLengthMax } from '@/lib/identity/token-choices';

// React empties a form that was answered; what was typed in it stands in each field's state.

/** What a token is called. `id` where several such forms stand on one page. */
export function TokenName({
  id,
  hint,
  isFaulty,
}: {
  id?: string;
  hint: string;
  isFaulty: boolean;
}) {
  const t = useTranslations('tokens.create');
  const [name, setName] = useState('');
  return (
    <Field
      name="name"
      id={id}
      label={t('name')}
      hint={hint}
      errors={isFaulty ? [t('nameInvalid', { max: String(tokenNameLengthMax) })] : []}
    >
      {(control) => (
        <Input
          {...control}
          value={name}
          maxLength={tokenNameLengthMax}
          required
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      )}
    </Field>
  );
}

/** When a token ends. */
export function TokenDays({ id, initial }: { id?: string; initial: number }) {
  const t = useTranslations('tokens.create');
  const [days, setDays] = useState(String(initial));
  return (
    <Field name="days" id={id} label={t('days')}>
      {(control) => (
        <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
          {tokenDaysChoices.map((choice) => (
            <option key={choice} value={choice}>
              {t('daysChoice', { days: choice })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
