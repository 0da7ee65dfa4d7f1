import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** What a control needs so that its label, hint and error belong to it. Spread it on the control. */
export type FieldControl = {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

/**
 * A label, a control, what helps to fill it in, and what is wrong with it. The line below the control is always
 * there, so that an error neither moves the page nor eats a click.
 */
export function Field({
  name,
  id = `field-${name}`,
  label,
  hint,
  errors = [],
  optional,
  className,
  children,
}: {
  name: string;
  id?: string;
  label: ReactNode;
  /** Help that is always in sight; not a tooltip. */
  hint?: ReactNode;
  errors?: readonly ReactNode[];
  /** The word for "optional", where the field is. */
  optional?: string;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const isInvalid = errors.length > 0;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [isInvalid && errorId, hint && hintId].filter(Boolean).join(' ');
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium text-sm">
        {label}
        {optional && <span className="font-normal text-ink-faint text-xs">{optional}</span>}
      </label>
      {children({
        id,
        name,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': isInvalid || undefined,
      })}
      <div className="min-h-4 text-xs">
        {isInvalid && (
          <p id={errorId} className="text-danger">
            {errors.map((error, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other identity
              <span key={index} className="block">
                {error}
              </span>
            ))}
          </p>
        )}
        {hint && (
          <p id={hintId} className={cn('text-ink-muted', isInvalid && 'sr-only')}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** Controls that answer one question together, such as radio buttons. */
export function FieldGroup({
  legend,
  hint,
  className,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className={cn('min-w-0', className)}>
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      {hint && <p className="mb-2 text-ink-muted text-xs">{hint}</p>}
      {children}
    </fieldset>
  );
}
