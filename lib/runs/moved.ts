import { z } from 'zod';
import { AppError } from '../errors';

/**
 * What has changed since a plan was made, so that it is not carried out any more. `stack`: by somebody outside Sluice.
 * `run`: by another run of Sluice, which may still be at it. `form`: a newer plan took its place. `template`: Sluice
 * renders another version by now.
 */
export const movedSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('stack'),
    stackName: z.string(),
    at: z.iso.datetime(),
    status: z.string(),
  }),
  z.object({
    what: z.literal('run'),
    runId: z.string(),
    by: z.string(),
    isWorking: z.boolean(),
  }),
  z.object({ what: z.literal('form'), runId: z.string(), by: z.string() }),
  z.object({ what: z.literal('template'), from: z.string(), to: z.string() }),
  z.object({ what: z.literal('gone'), stackName: z.string(), status: z.string() }),
  z.object({ what: z.literal('change_set'), stackName: z.string(), state: z.string() }),
]);

export type Moved = z.output<typeof movedSchema>;

/** A plan that is void: `conflict`, with what moved. Its detail says it in English, for programs and for records. */
export class PlanMoved extends AppError {
  constructor(readonly moved: Moved) {
    const detail = wordsOf(moved);
    super('conflict', detail, { detail, reason: { id: 'moved' } });
    this.name = 'PlanMoved';
  }
}

function wordsOf(moved: Moved): string {
  switch (moved.what) {
    case 'stack':
      return `The stack ${moved.stackName} was changed outside Sluice at ${moved.at}, after the plan was made: it is ${moved.status}.`;
    case 'run':
      return moved.isWorking
        ? `The run ${moved.runId} of ${moved.by} is working on it.`
        : `The run ${moved.runId} of ${moved.by} has changed it after the plan was made.`;
    case 'form':
      return `The newer plan ${moved.runId} of ${moved.by} has taken this one's place.`;
    case 'template':
      return `The plan is of template version ${moved.from}, and Sluice renders version ${moved.to} now.`;
    case 'gone':
      return `The stack ${moved.stackName} is ${moved.status}.`;
    case 'change_set':
      return `The change set of ${moved.stackName} cannot be executed: it is ${moved.state}.`;
  }
}
