import type { Answer, Client } from './client';
import { type ExitCode, exitCodes, Failure } from './failure';
import { followRun } from './follow';
import {
  asks,
  consequenceLines,
  dryRunLines,
  endLines,
  eventLine,
  isAttended,
  type Output,
  planLines,
  refusalLines,
  standingLines,
} from './output';
import { keyOf, readSpecFile } from './spec-file';
import {
  type DryRun,
  isEnded,
  type Kind,
  type Plan,
  type Run,
  type RunDetail,
  type Spec,
  type Standing,
} from './types';

export type Context = {
  client: Client;
  output: Output;
  /** Told which run is being followed, so that Ctrl-C can say where it goes on. */
  following(runId: string | null): void;
};

export type Started = { runId: string };

export type Options = { isYes: boolean; isWait: boolean };

/** What applying the spec would do; starts nothing. */
export async function plan({ client, output }: Context, file: string): Promise<ExitCode> {
  const spec = readSpecFile(file);
  const standing = await find(client, spec.kind, spec.name);
  const dryRun = await dryRunOf(client, spec, isChanged(standing));
  output.json(dryRun);
  for (const line of [...dryRunLines(dryRun), ...refusalLines(dryRun)]) output.say(line);
  return dryRun.wouldStart || isSame(dryRun, standing) ? exitCodes.done : exitCodes.refused;
}

/** Makes what stands as the spec says: launches it, or plans the change and executes exactly that plan. */
export async function apply(context: Context, file: string, options: Options): Promise<ExitCode> {
  const { client, output } = context;
  const spec = readSpecFile(file);
  requireConsent(options.isYes);
  const standing = await find(client, spec.kind, spec.name);
  const isChange = isChanged(standing);
  const dryRun = await dryRunOf(client, spec, isChange);
  if (isSame(dryRun, standing)) {
    output.say(`${spec.kind} ${spec.name} is as the spec says.`);
    output.json({ runId: null, state: 'unchanged' });
    return exitCodes.done;
  }
  for (const line of dryRunLines(dryRun)) output.say(line);
  if (!isChange) await agreed('Launch it? [y/N] ', options);
  // What is in the way may be the run that an earlier attempt of this very job has started: its key finds it.
  const key = await keyOf(client, spec.kind, spec.name, ['apply', spec]);
  const path = isChange ? pathOf(spec.kind, spec.name) : pathOf(spec.kind);
  const method = isChange ? 'PUT' : 'POST';
  const started = await client.ask<Started>(method, path, { body: spec, key });
  sayStarted(context, started);
  if (isChange) return decide(context, started.body.runId, options);
  return options.isWait ? follow(context, started.body.runId) : exitCodes.done;
}

/** Deletes what has the name, and says first what that is. */
export async function remove(
  context: Context,
  kind: Kind,
  name: string,
  options: Options & { withNetwork: boolean },
): Promise<ExitCode> {
  const { client, output } = context;
  requireConsent(options.isYes);
  const standing = await find(client, kind, name);
  if (!standing) return goneAlready(context, kind, name);
  const path = pathOf(kind, name);
  const query: Record<string, string> = options.withNetwork ? { withNetwork: 'true' } : {};
  const { body } = await client.ask<DryRun>('DELETE', path, {
    query: { ...query, dryRun: 'true' },
  });
  for (const line of dryRunLines(body)) output.say(line);
  if (!body.wouldStart && !standing.activeRunId)
    throw new Failure(exitCodes.refused, refusalLines(body));
  if (!options.isYes && !(await asks(`Type ${name} to delete it: `, new RegExp(`^${name}$`))))
    throw new Failure(exitCodes.refused, ['Nothing was deleted.']);
  const key = await keyOf(client, kind, name, ['delete', options.withNetwork]);
  const started = await client.ask<Started>('DELETE', path, { query, key });
  sayStarted(context, started);
  return options.isWait ? follow(context, started.body.runId) : exitCodes.done;
}

/** How it stands; with `isWatch` until the run that works on it has ended. */
export async function status(
  context: Context,
  kind: Kind,
  name: string,
  isWatch: boolean,
): Promise<ExitCode> {
  const { client, output } = context;
  const { body } = await client.ask<Standing>('GET', pathOf(kind, name));
  for (const line of standingLines(body)) output.say(line);
  output.json(body);
  if (isWatch && body.activeRunId) return follow(context, body.activeRunId);
  return body.phase === 'failed' ? exitCodes.failed : exitCodes.done;
}

/** The change set is made: says what it would do, and executes it where that is agreed to. */
export async function decide(context: Context, runId: string, options: Options): Promise<ExitCode> {
  const { client, output } = context;
  const isPlanned = (state: string) => state !== 'queued' && state !== 'running';
  const run = await watch(context, runId, isPlanned);
  const plans = run.steps.flatMap(({ plan }): Plan[] => (plan ? [plan] : []));
  // A plan without changes is dropped by Sluice itself.
  if (run.state === 'discarded' && run.decidedBy === null) {
    output.say('CloudFormation finds nothing to change.');
    output.json({ runId, state: 'unchanged' });
    return exitCodes.done;
  }
  if (run.state !== 'planned') return options.isWait ? end(context, run) : endIfEnded(context, run);
  const { body: planned } = await client.ask<RunDetail>('GET', `/runs/${runId}`);
  for (const line of [...consequenceLines(planned.consequences), ...planLines(plans)])
    output.say(line);
  if (!options.isYes && !(await asks('Execute exactly this? [y/N] ', /^y(es)?$/i))) {
    await client.ask('POST', `/runs/${runId}/discard`);
    throw new Failure(exitCodes.refused, ['The plan was discarded.']);
  }
  await client.ask('POST', `/runs/${runId}/execute`);
  return options.isWait ? follow(context, runId) : exitCodes.done;
}

/** An earlier attempt of this job may have brought the run further than its plan. */
async function endIfEnded(context: Context, run: Run): Promise<ExitCode> {
  return isEnded(run.state) ? end(context, run) : exitCodes.done;
}

export async function follow(context: Context, runId: string): Promise<ExitCode> {
  return end(context, await watch(context, runId, isEnded));
}

async function watch(
  { client, output, following }: Context,
  runId: string,
  isEnough: (state: string) => boolean,
): Promise<Run> {
  following(runId);
  const watcher = {
    event: (event: Parameters<typeof eventLine>[0]) => {
      output.say(eventLine(event));
      output.json({ event });
    },
    run: () => {},
  };
  const run = await followRun(client, runId, isEnough, watcher);
  following(null);
  return run;
}

async function end({ client, output }: Context, { id }: Run): Promise<ExitCode> {
  const { body: run } = await client.ask<RunDetail>('GET', `/runs/${id}`);
  for (const line of endLines(run, client.urlOf)) output.say(line);
  const { state, failure, cause, nextSteps } = run;
  output.json({ runId: id, state, failure, cause, nextSteps });
  if (run.state === 'succeeded') return exitCodes.done;
  return run.state === 'discarded' ? exitCodes.refused : exitCodes.failed;
}

export function sayStarted({ client, output }: Context, { body, headers }: Answer<Started>): void {
  const isReplayed = headers.has('idempotency-replayed');
  const url = client.runUrl(body.runId);
  output.say(`${isReplayed ? 'Found the run of an earlier attempt' : 'Run'} ${body.runId}: ${url}`);
  output.json({ runId: body.runId, url, isReplayed });
}

async function goneAlready({ client, output }: Context, kind: Kind, name: string) {
  const query = { kind, name, limit: '1' };
  const { body } = await client.ask<{ items: Run[] }>('GET', '/runs', { query });
  const [last] = body.items;
  if (last?.kind !== 'delete' || last.state !== 'succeeded')
    throw new Failure(exitCodes.refused, [`There is no ${kind} ${name}.`]);
  output.say(`${kind} ${name} is gone already.`);
  output.json({ runId: last.id, state: 'succeeded' });
  return exitCodes.done;
}

/** Null where there is none, or none that this token may read. */
export async function find(client: Client, kind: Kind, name: string): Promise<Standing | null> {
  const { status, body } = await client.ask<Standing>('GET', pathOf(kind, name), { allow: 404 });
  return status === 404 ? null : body;
}

async function dryRunOf(client: Client, spec: Spec, isChange: boolean): Promise<DryRun> {
  const path = isChange ? pathOf(spec.kind, spec.name) : pathOf(spec.kind);
  const query = { dryRun: 'true' };
  const method = isChange ? 'PUT' : 'POST';
  const { body } = await client.ask<DryRun>(method, path, { query, body: spec });
  return body;
}

/** What stands is changed; everything else is launched, or refused with its state. */
export function isChanged(standing: Standing | null): boolean {
  return standing?.phase === 'ready' || standing?.phase === 'changing';
}

/** Nothing to do: the server finds no difference, and nobody is working on it. */
function isSame(dryRun: DryRun, standing: Standing | null): boolean {
  return isChanged(standing) && !standing?.activeRunId && dryRun.changes.length === 0;
}

export function pathOf(kind: Kind, name?: string): string {
  const list = kind === 'proxy' ? '/proxies' : '/networks';
  return name === undefined ? list : `${list}/${encodeURIComponent(name)}`;
}

export function requireConsent(isYes: boolean): void {
  if (isYes || isAttended()) return;
  throw new Failure(exitCodes.input, ['Nobody is here to ask: say --yes.']);
}

/** Asks whether to begin, unless --yes has said it; who does not agree has nothing started. */
export async function agreed(question: string, { isYes }: Pick<Options, 'isYes'>): Promise<void> {
  if (isYes || (await asks(question, /^y(es)?$/i))) return;
  throw new Failure(exitCodes.refused, ['Nothing was started.']);
}
