import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** What is pressed to open a `details`: quiet, underlined, and a thumb high on a phone. */
export function Summary({ className, ...rest }: ComponentProps<'summary'>) {
  return (
    <summary
      className={cn(
        'inline-flex min-h-6 items-center rounded-sm text-ink-muted text-sm underline decoration-line-strong underline-offset-4 hover:text-ink max-md:min-h-11',
        className,
      )}
      {...rest}
    />
  );
}
