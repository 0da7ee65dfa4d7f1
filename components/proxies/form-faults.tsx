'use client';

import { useTranslations } from '@/lib/i18n/client';
import { ErrorSummary } from './error-summary';
import { useFaultWords, useFormScope } from './form-scope';

/** What the server refused, in the order of the page. */
export function FormFaults({
  order,
  refused,
}: {
  order: readonly string[];
  refused: Record<string, readonly string[]>;
}) {
  const t = useTranslations('create.fields');
  const word = useFaultWords(useFormScope());
  const label = (field: string) => {
    const key = `${field === 'networkChoice' ? 'network' : field}.label` as Parameters<typeof t>[0];
    return t.has(key) ? t(key as 'name.label') : null;
  };
  const place = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);
  const faults = Object.keys(refused)
    .sort((a, b) => place(a) - place(b))
    .map((field) => ({
      field,
      label: label(field),
      message: (refused[field] ?? []).map(word).join(' '),
    }));
  return <ErrorSummary faults={faults} />;
}
