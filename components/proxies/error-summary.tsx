'use client';

import { Alert } from '@/components/ui/alert';
import { useTranslations } from '@/lib/i18n/client';

/** What was refused, on top of the form, each with a way to its field; what belongs to no field has no label. */
export function ErrorSummary({
  faults,
}: {
  faults: readonly { field: string; label: string | null; message: string }[];
}) {
  const t = useTranslations('create.errors');
  if (faults.length === 0) return null;
  return (
    <Alert tone="danger" isLive title={t('title', { count: faults.length })} className="mb-6">
      <ul className="flex flex-col gap-0.5">
        {faults.map(({ field, label, message }) => (
          <li key={field}>
            {label && (
              <button
                type="button"
                onClick={() => focusField(field)}
                className="mr-1.5 rounded-sm text-left font-medium text-ink underline decoration-line-strong underline-offset-2"
              >
                {label}
              </button>
            )}
            {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Puts the focus on the field's control, of several on what is chosen, opening what it is folded into. */
export function focusField(field: string): void {
  const named = `[name="${CSS.escape(field)}"]:not([type=hidden]):not(:disabled)`;
  const control =
    document.querySelector<HTMLElement>(`${named}:checked`) ??
    document.querySelector<HTMLElement>(`#field-${CSS.escape(field)}, ${named}`);
  const fold = control?.closest('details');
  if (fold) fold.open = true;
  control?.focus();
}
