import 'server-only';
import type { Target } from '../aws/targets';
import type { RunRow, StepRow } from './store';

/**
 * Where a run can be cut off: named so that a test can end the process there and prove that another goes on. Each is
 * reached after what its name says is done, and before anything else is.
 */
export const runPoints = [
  'run_begun',
  'step_prepared',
  'plan_requested',
  'plan_kept',
  'stack_requested',
  'stack_known',
  'events_read',
  'events_saved',
  'stack_settled',
  'step_ended',
] as const;

export type RunPoint = (typeof runPoints)[number];

/** What one engine hands to the work on one run. */
export type RunContext = {
  target: Target;
  run: RunRow;
  /** Aborted when the engine stops; the run then stays as it is for the next one. */
  signal: AbortSignal;
  reached(point: RunPoint): Promise<void>;
  /** Waits between two looks at AWS; rejects when the engine stops. */
  pause(ms: number): Promise<void>;
};

export type StepContext = RunContext & { step: StepRow };
