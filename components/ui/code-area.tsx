import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';
import { controlClass } from './input';

/** A box for code or a log: in a mono type, and left as it is pasted. Its line is 20 px high, 24 on a phone. */
export function CodeArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      className={cn(
        controlClass,
        'px-3 py-2 font-mono text-xs leading-5 max-md:text-lg max-md:leading-6',
        className,
      )}
      {...rest}
    />
  );
}
