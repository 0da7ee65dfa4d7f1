import { cva, type VariantProps } from 'class-variance-authority';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const alertVariants = cva('flex gap-3 rounded-lg border px-4 py-3 text-sm', {
  variants: {
    tone: {
      info: 'border-accent-line bg-accent-soft [&>svg]:text-accent',
      good: 'border-good-line bg-good-soft [&>svg]:text-good',
      warn: 'border-warn-line bg-warn-soft [&>svg]:text-warn',
      danger: 'border-danger-line bg-danger-soft [&>svg]:text-danger',
    },
  },
  defaultVariants: { tone: 'info' },
});

const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, danger: CircleAlert };

/**
 * Something a person must read where it happened. `isLive` announces it: assertively for a danger, politely for the
 * rest; leave it out for what stood on the page from the start.
 */
export function Alert({
  tone = 'info',
  title,
  children,
  actions,
  isLive = false,
  className,
}: VariantProps<typeof alertVariants> & {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  isLive?: boolean;
  className?: string;
}) {
  const Icon = icons[tone ?? 'info'];
  const role = isLive ? (tone === 'danger' ? 'alert' : 'status') : undefined;
  return (
    <div role={role} className={cn(alertVariants({ tone }), className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <div className="font-medium">{title}</div>
        {children && <div className="mt-0.5 text-ink-muted">{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
