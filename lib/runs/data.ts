import 'server-only';
import { AppError } from '../errors';
import type { Run, RunEvent, RunSubject } from './types';

/** One run with its steps; null when there is none with that id. */
export async function getRun(_id: string): Promise<Run | null> {
  throw new AppError('unavailable', 'not built yet');
}

/** Runs, newest first; with `subject` those whose steps touch it. */
export async function listRuns(
  _filter: { subject?: RunSubject; limit?: number } = {},
): Promise<Run[]> {
  throw new AppError('unavailable', 'not built yet');
}

/** The run's events after `afterId` in order of arrival. */
export async function listRunEvents(_runId: string, _afterId = 0): Promise<RunEvent[]> {
  throw new AppError('unavailable', 'not built yet');
}
