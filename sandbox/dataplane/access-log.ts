import { createHash } from 'node:crypto';
import type { SandboxContext } from '../context';
import { logGroupOfArn } from '../logs/groups';
import type { Call } from './call';
import { contextVariables, fillContext, type Outcome } from './context-variables';

/** Writes the stage's access log line, if the stage has one. A missing value is a dash. */
export function writeAccessLog(context: SandboxContext, call: Call, outcome: Outcome): void {
  const settings = call.target?.stage.accessLogSettings;
  const group = settings?.destinationArn ? logGroupOfArn(settings.destinationArn) : null;
  if (!settings?.format || group === null || !call.target) return;
  const { api, stage } = call.target;
  const line = fillContext(settings.format, contextVariables(context, call, outcome), '-');
  const stream = createHash('md5').update(`${api.id}/${stage.stageName}`).digest('hex');
  context.logs.append(group, stream, context.clock.now(), line);
}
