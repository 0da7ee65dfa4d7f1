import { type Context, find, isChanged } from './commands';
import { type ExitCode, exitCodes, Failure } from './failure';
import { changeLine, consequenceLines } from './output';
import { askKeyOf, readSpecFile } from './spec-file';
import type { ProxyRequest, RequestDetail } from './types';

type Page = { items: ProxyRequest[]; next: string | null };

/** What waits for somebody's word, and what of the last ones came of it. */
export async function requests({ client, output }: Context): Promise<ExitCode> {
  const { body } = await client.ask<Page>('GET', '/requests');
  output.json(body);
  if (body.items.length === 0) output.say('Nobody has asked for anything.');
  for (const request of body.items) output.say(headLine(request));
  return exitCodes.done;
}

/** Asks for what the guardrails do not let through at once, with a reason; starts nothing. */
export async function ask(context: Context, file: string, reason: string): Promise<ExitCode> {
  const { client, output } = context;
  const spec = readSpecFile(file);
  if (spec.kind !== 'proxy')
    throw new Failure(exitCodes.input, ['Guardrails bind proxies: a network is not asked for.']);
  const kind = isChanged(await find(client, spec.kind, spec.name)) ? 'change' : 'launch';
  const query = { proxy: spec.name, mine: 'true', limit: '50' };
  const { body: mine } = await client.ask<Page>('GET', '/requests', { query });
  const key = askKeyOf(mine.items, [kind, spec, reason]);
  const asked = { body: { kind, reason, spec }, key };
  const { body, headers } = await client.ask<{ requestId: string }>('POST', '/requests', asked);
  const url = client.urlOf(`/requests/${body.requestId}`);
  const isReplayed = headers.has('idempotency-replayed');
  output.say(`${isReplayed ? 'Asked already' : 'Asked'}: ${body.requestId}: ${url}`);
  output.json({ ...body, url, isReplayed });
  return exitCodes.done;
}

/** Shows a request with what it would change, or takes it back. */
export async function request(context: Context, verb: string, id: string): Promise<ExitCode> {
  const { client, output } = context;
  const path = `/requests/${encodeURIComponent(id)}`;
  if (/^(approve|deny)$/.test(verb))
    throw new Failure(exitCodes.refused, [
      `No token decides: whoever does says who they are at ${client.urlOf(path)}`,
    ]);
  if (!/^(show|withdraw)$/.test(verb))
    throw new Failure(exitCodes.input, [`request ${verb} is no command`]);
  const { body } =
    verb === 'show'
      ? await client.ask<RequestDetail>('GET', path)
      : await client.ask<RequestDetail>('POST', `${path}/withdraw`);
  output.json(body);
  for (const line of requestLines(body, client.urlOf)) output.say(line);
  return exitCodes.done;
}

function headLine({ id, kind, proxy, state, missing, requestedBy, requestedAt }: ProxyRequest) {
  const who = missing.length > 0 ? `, waits for ${missing.join(' and ')}` : '';
  return `${id}  ${kind} ${proxy}: ${state}${who} (${requestedBy}, ${requestedAt})`;
}

export function requestLines(request: RequestDetail, urlOf: (path: string) => string): string[] {
  const { reason, verdict, decisions, changes, consequences, runId, href } = request;
  return [
    headLine(request),
    `  “${reason}”`,
    ...verdict.findings.map((finding) => `  ${finding.rule}: ${finding.reason}`),
    ...changes.map(changeLine),
    ...consequenceLines(consequences),
    ...decisions.map(
      ({ by, isApproved, reason: why }) =>
        `  ${isApproved ? 'approved' : 'denied'} by ${by}: ${why}`,
    ),
    `  ${urlOf(runId ? `/runs/${runId}` : href)}`,
  ];
}
