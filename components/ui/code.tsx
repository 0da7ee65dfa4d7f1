import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { CopyButton } from './copy-button';

/** An id, a host or a value in a line of text. */
export function Code({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <code className={cn('wrap-anywhere font-mono text-[0.923em]', className)}>{children}</code>
  );
}

/** A value with its copy button beside it, however long it is. */
export function CopyableCode({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1">
      <Code className="min-w-0">{value}</Code>
      <CopyButton value={value} label={label} className="-my-1.5 max-md:-my-3" />
    </span>
  );
}

/** A block to read and to copy. `text` is what is copied; `children`, where given, is what is shown. */
export function CodeBlock({
  text,
  label,
  children,
  className,
}: {
  text: string;
  /** What it is; names the block and its copy button. */
  label: string;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <figure
      className={cn(
        'relative flex min-w-0 flex-col rounded-lg border border-line bg-surface',
        className,
      )}
      aria-label={label}
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 overflow-auto rounded-lg p-3 pr-12 font-mono text-xs"
      >
        <code>{children ?? text}</code>
      </pre>
      <div className="absolute top-px right-px rounded-lg bg-surface p-1">
        <CopyButton value={text} label={label} />
      </div>
    </figure>
  );
}
