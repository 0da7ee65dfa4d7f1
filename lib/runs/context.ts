import 'server-only';
import type { Target } from '../aws/targets';
import type { Demand } from './pace';
import type { RunRow, StepRow } from './store';

/**
 * Where a run can be cut off: named so that a test can end the process there and prove that another goes on. Each is
 * reached after what its name says is done, and before anything else is.
 */
export const runPoints = [
  'run_begun',
  'turn_taken',
  'step_prepared',
  'plan_requested',
  'plan_kept',
  'stack_requested',
  'stack_known',
  'take_back_requested',
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
  /** How much news of this run are wanted at the moment, and how many other runs share the calls. */
  demand(): Demand;
  /** Waits between two looks at AWS; rejects when the engine stops. */
  pause(ms: number): Promise<void>;
};

export type StepContext = RunContext & { step: StepRow };
