import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

const badgeVariants = cva(
  'inline-flex items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs leading-5',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-subtle text-ink-muted',
        accent: 'border-accent-line bg-accent-soft text-accent',
        good: 'border-good-line bg-good-soft text-good',
        warn: 'border-warn-line bg-warn-soft text-warn',
        danger: 'border-danger-line bg-danger-soft text-danger',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

/** A word about a thing: its environment, team or kind. States have `StateBadge`. */
export function Badge({
  tone,
  className,
  ...rest
}: ComponentProps<'span'> & VariantProps<typeof badgeVariants>) {
  return <span className={cn(badgeVariants({ tone }), className)} {...rest} />;
}
