import type { Answer, Client } from './client';
import { agreed, type Context, type Options, requireConsent } from './commands';
import { type ExitCode, exitCodes, Failure } from './failure';
import { consequenceLines } from './output';
import { rollKeyOf } from './spec-file';
import type { Roll, RollList, RollMember } from './types';

/** What is behind the template version, and the last rolls. */
export async function rolls({ client, output }: Context): Promise<ExitCode> {
  const { body } = await client.ask<RollList>('GET', '/rolls');
  output.json(body);
  output.say(`${body.behind.length} behind${body.behind.length > 0 ? ':' : ''}`);
  for (const { kind, name, version } of body.behind) output.say(`  ${kind} ${name}, ${version}`);
  for (const { id, state, toVersion, requestedBy, requestedAt } of body.items)
    output.say(`${id} to ${toVersion}: ${state} (${requestedBy}, ${requestedAt})`);
  return exitCodes.done;
}

/** Previews a roll, shows it with what each plan means, has it carried out, or has nothing more begun. */
export async function roll(
  context: Context,
  verb: string,
  id: string,
  { isYes }: Pick<Options, 'isYes'>,
): Promise<ExitCode> {
  const { client, output } = context;
  if (verb === 'preview') {
    if (id) throw wrong(`roll preview needs no ${id}`);
    const key = rollKeyOf((await client.ask<RollList>('GET', '/rolls')).body);
    return sayWritten(context, await client.ask<Written>('POST', '/rolls', { key }));
  }
  if (!/^(show|start|stop)$/.test(verb)) throw wrong(`roll ${verb} is no command`);
  if (!id) throw wrong(`roll ${verb} needs ROLL`);
  const path = `/rolls/${encodeURIComponent(id)}`;
  if (verb === 'stop')
    return sayWritten(context, await client.ask<Written>('POST', `${path}/stop`));
  if (verb === 'start') requireConsent(isYes);
  const { body } = await client.ask<Roll>('GET', path);
  if (verb === 'show') output.json(body);
  for (const line of rollLines(body)) output.say(line);
  if (verb === 'show') return body.state === 'failed' ? exitCodes.failed : exitCodes.done;
  await agreed('Carry these plans out? [y/N] ', { isYes });
  return sayWritten(context, await client.ask<Written>('POST', `${path}/start`));
}

type Written = { rollId: string };

function sayWritten({ client, output }: Context, { body }: Answer<Written>): ExitCode {
  const url = urlOf(client, body.rollId);
  output.say(`Roll ${body.rollId}: ${url}`);
  output.json({ ...body, url });
  return exitCodes.done;
}

const urlOf = (client: Client, id: string) => client.urlOf(`/rolls/${id}`);

function rollLines({ id, state, toVersion, members }: Roll): string[] {
  return [`Roll ${id} to ${toVersion}: ${state}`, ...members.flatMap(memberLines)];
}

function memberLines({ wave, kind, name, state, problem, consequences }: RollMember): string[] {
  const why = problem ? `: ${problem.detail ?? problem.code}` : '';
  const felt = consequenceLines(consequences).map((line) => `  ${line}`);
  return [`  ${wave}. ${kind} ${name}: ${state}${why}`, ...felt];
}

function wrong(what: string): Failure {
  return new Failure(exitCodes.input, [what]);
}
