import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** The look of a button, for links that lead to an action's page. */
export const buttonVariants = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-hover',
        secondary: 'border-line bg-surface text-ink hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-ink-muted hover:bg-subtle hover:text-ink',
        danger: 'border-transparent bg-danger text-danger-ink hover:bg-danger-hover',
      },
      size: {
        sm: 'h-7 px-2.5 text-xs max-md:h-9 max-md:px-3',
        md: 'h-8 px-3 text-sm max-md:h-11 max-md:px-4 max-md:text-md',
        icon: 'size-7 max-md:size-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & {
    /** Shows a spinner, keeps the label and refuses a second press. */
    isPending?: boolean;
  };

export function Button({
  variant,
  size,
  isPending = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(buttonVariants({ variant, size }), className)}
      disabled={disabled || isPending}
      aria-busy={isPending || undefined}
      {...rest}
    >
      {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
