import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** How every text-like control looks; 16 px on a phone, since iOS zooms into anything smaller. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-ink text-sm max-md:text-lg placeholder:text-ink-faint hover:border-ink-muted focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-subtle disabled:text-ink-muted [&[readonly]]:bg-subtle';

/** A text, number, password or search input. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(controlClass, 'h-8 px-2.5 max-md:h-11', className)} {...rest} />;
}

/** A native radio button or checkbox with its words beside it, 24 px high at least, 44 on a phone. */
export function Choice({
  label,
  hint,
  className,
  type = 'radio',
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & {
  type?: 'radio' | 'checkbox';
  label: React.ReactNode;
  hint?: React.ReactNode;
}) {
  return (
    <label
      className={cn(
        'flex min-h-6 items-start gap-2 py-0.5 text-sm has-disabled:text-ink-faint max-md:min-h-11 max-md:py-2',
        className,
      )}
    >
      <input type={type} className="mt-0.5 size-4 shrink-0 accent-accent" {...rest} />
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-ink-muted text-xs">{hint}</span>}
      </span>
    </label>
  );
}
