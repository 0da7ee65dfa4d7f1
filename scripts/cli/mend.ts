import {
  agreed,
  type Context,
  decide,
  follow,
  type Options,
  pathOf,
  requireConsent,
  type Started,
  sayStarted,
} from './commands';
import { type ExitCode, exitCodes } from './failure';
import { differenceLines, dryRunLines, refusalLines } from './output';
import { keyOf } from './spec-file';
import type { DryRun, Kind, LiveReport, RunDetail } from './types';

export type MendVerb = 'deploy' | 'adopt' | 'revert';

/** Where what is saved, what was deployed and what is differ. */
export async function live(
  { client, output }: Context,
  kind: Kind,
  name: string,
): Promise<ExitCode> {
  const { body } = await client.ask<LiveReport>('GET', `${pathOf(kind, name)}/live`);
  output.json(body);
  output.say(`${name}: ${body.state}`);
  for (const line of differenceLines(body)) output.say(line);
  return exitCodes.done;
}

/** Makes what is saved live, saves what is, or puts back what was deployed. What can be planned first is. */
export async function mend(
  context: Context,
  kind: Kind,
  name: string,
  verb: MendVerb,
  options: Options,
): Promise<ExitCode> {
  const { client, output } = context;
  requireConsent(options.isYes);
  const path = `${pathOf(kind, name)}/live`;
  if (verb === 'revert') {
    const { body } = await client.ask<LiveReport>('GET', path);
    for (const line of differenceLines(body)) output.say(line);
    await agreed('Put back what was deployed? [y/N] ', options);
  }
  const key = await keyOf(client, kind, name, [verb]);
  const started = await client.ask<Started>('POST', path, { body: { verb }, key });
  sayStarted(context, started);
  const { runId } = started.body;
  // A revert restores what was let through before, to the letter: there is nothing to choose in its plan.
  if (verb !== 'revert') return decide(context, runId, options);
  return options.isWait ? follow(context, runId) : exitCodes.done;
}

/** Asks once more for what a failed run was asked for. */
export async function retry(context: Context, runId: string, options: Options): Promise<ExitCode> {
  const { client } = context;
  requireConsent(options.isYes);
  const path = `/runs/${encodeURIComponent(runId)}`;
  const { body: run } = await client.ask<RunDetail>('GET', path);
  const { kind, name } = run.subject;
  await agreed(`Ask once more for ${run.kind} of the ${kind} ${name}? [y/N] `, options);
  const started = await client.ask<Started>('POST', `${path}/retry`);
  sayStarted(context, started);
  if (run.kind === 'update' || run.kind === 'import')
    return decide(context, started.body.runId, options);
  return options.isWait ? follow(context, started.body.runId) : exitCodes.done;
}

/** Helps a stack that got stuck, or switches its termination protection, after saying what that does. */
export async function recover(
  context: Context,
  kind: Kind,
  name: string,
  { verb, resources, isDryRun, ...options }: Options & RecoverOptions,
): Promise<ExitCode> {
  const { client, output } = context;
  if (!isDryRun) requireConsent(options.isYes);
  const path = `${pathOf(kind, name)}/recover`;
  const body = bodyOf(verb, resources);
  const dry = await client.ask<DryRun>('POST', path, { query: { dryRun: 'true' }, body });
  if (isDryRun) output.json(dry.body);
  for (const line of [...dryRunLines(dry.body), ...refusalLines(dry.body)]) output.say(line);
  if (isDryRun) return dry.body.wouldStart ? exitCodes.done : exitCodes.refused;
  await agreed(`${verb} ${name}? [y/N] `, options);
  const key = await keyOf(client, kind, name, ['recover', body]);
  const started = await client.ask<Started>('POST', path, { body, key });
  sayStarted(context, started);
  return options.isWait ? follow(context, started.body.runId) : exitCodes.done;
}

type RecoverOptions = { verb: string; resources: string[]; isDryRun: boolean };

/** What the ids are of the verb; whether it is one, and whether it takes them, is the server's to say. */
function bodyOf(verb: string, resources: string[]) {
  if (resources.length === 0) return { verb };
  return verb === 'continue_rollback' ? { verb, skip: resources } : { verb, retain: resources };
}
