import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export type Tone = 'good' | 'busy' | 'warn' | 'danger' | 'quiet';

type Shape = 'disc' | 'cross' | 'ring' | 'triangle' | 'square' | 'dash' | 'arc';

/** The one vocabulary of states. Shape and colour; the word comes from the catalogue (`common.state`). */
const looks = {
  ready: ['good', 'disc'],
  healthy: ['good', 'disc'],
  plenty: ['good', 'disc'],
  succeeded: ['good', 'disc'],
  allowed: ['good', 'disc'],
  live: ['good', 'disc'],
  current: ['good', 'disc'],
  same: ['good', 'disc'],
  launching: ['busy', 'arc'],
  changing: ['busy', 'arc'],
  deleting: ['busy', 'arc'],
  running: ['busy', 'arc'],
  planning: ['busy', 'arc'],
  rolling: ['busy', 'arc'],
  stopping: ['busy', 'arc'],
  degraded: ['warn', 'triangle'],
  near: ['warn', 'triangle'],
  drifted: ['warn', 'triangle'],
  undeployed: ['warn', 'ring'],
  behind: ['warn', 'ring'],
  failed: ['danger', 'square'],
  down: ['danger', 'square'],
  spent: ['danger', 'square'],
  expired: ['danger', 'square'],
  review_overdue: ['warn', 'triangle'],
  ends_soon: ['warn', 'ring'],
  review_soon: ['quiet', 'ring'],
  planned: ['warn', 'ring'],
  discarded: ['quiet', 'dash'],
  open: ['danger', 'square'],
  queued: ['quiet', 'ring'],
  beginning: ['quiet', 'ring'],
  waiting: ['quiet', 'ring'],
  unknown: ['quiet', 'ring'],
  skipped: ['quiet', 'dash'],
  stopped: ['quiet', 'dash'],
  left: ['quiet', 'dash'],
  refused: ['quiet', 'cross'],
} as const satisfies Record<string, readonly [Tone, Shape]>;

export type StateName = keyof typeof looks;

const toneClass: Record<Tone, string> = {
  good: 'text-good',
  busy: 'text-accent',
  warn: 'text-warn',
  danger: 'text-danger',
  quiet: 'text-ink-muted',
};

/** What is well stays quiet: only its mark is coloured. */
const wordClass: Record<Tone, string> = {
  ...toneClass,
  good: 'text-ink',
  busy: 'font-medium text-accent',
  warn: 'font-medium text-warn',
  danger: 'font-medium text-danger',
};

export function toneOf(state: StateName): Tone {
  return looks[state][0];
}

/** Shape + word + colour. `label` is the word: `t('state.ready')` of the `common` namespace. */
export function StateBadge({
  state,
  label,
  className,
}: {
  state: StateName;
  label: ReactNode;
  className?: string;
}) {
  return (
    <span
      data-state={state}
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap align-bottom',
        wordClass[toneOf(state)],
        className,
      )}
    >
      <StateMark state={state} />
      {label}
    </span>
  );
}

/** The shape alone, where the word stands beside it already. */
export function StateMark({ state, className }: { state: StateName; className?: string }) {
  const [tone, shape] = looks[state];
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 10 10"
      className={cn('size-2.5 shrink-0', toneClass[tone], className)}
    >
      {marks[shape]}
    </svg>
  );
}

const marks: Record<Shape, ReactNode> = {
  disc: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  ring: <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  triangle: <path d="M5 0.8 9.6 9H0.4Z" fill="currentColor" />,
  square: <path d="M1 1h8v8H1Z" fill="currentColor" />,
  cross: <path d="m1.5 1.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.5" />,
  dash: <path d="M1 5h8" stroke="currentColor" strokeWidth="1.5" />,
  arc: (
    <path
      d="M5 1.25A3.75 3.75 0 1 1 1.25 5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
  ),
};
