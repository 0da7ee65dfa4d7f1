import 'server-only';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import type { RouteAnswer, RouteInput } from '../define-route';
import { AppError } from '../errors';
import { hashOfSpec } from '../governance/enforce';
import { GuardrailRefused } from '../governance/refusal';
import type { Locale } from '../i18n/locales';
import { authorize } from '../identity/gate';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { prepareChange, prepareLaunch } from '../proxies/mutations';
import { getRequest, listProxyRequests } from '../requests/data';
import { type AskInput, askRequest, withdrawRequest } from '../requests/mutations';
import { missingApprovers } from '../requests/state';
import { findAsked, keyReused } from '../requests/store';
import type { ProxyRequest } from '../requests/types';
import { routes } from '../routes';
import { type RunRequest, requirePermitted } from '../runs/start-run';
import { writtenAnswer } from './answers';
import { requireChange } from './change';
import { saidChange } from './explained';
import { missingNetwork } from './launch';
import type { operations } from './operations';
import { afterMoment, pageByMoment } from './paging';
import { launchInput, specChanges } from './specs';

type Ask = RouteInput<typeof operations.askRequest>;

/** One page of requests that this actor may read, newest first. */
export async function pageOfRequests({
  actor,
  query: { state, proxy, mine, limit, after },
}: RouteInput<typeof operations.listRequests>): Promise<RouteAnswer> {
  const found = await listProxyRequests({
    states: state && [state],
    requestedBy: mine ? actor.email : undefined,
    proxy,
    teams: actor.token?.teams ?? undefined,
    after: after === undefined ? undefined : afterMoment(after),
    limit: limit + 1,
  });
  const { items, next } = pageByMoment(found, limit);
  return { status: 200, body: { items: items.map(requestBody), next } };
}

/** One request with what it would change, and what callers would feel of that. */
export async function requestOf({
  actor,
  name,
  locale,
}: RouteInput<typeof operations.getRequest>): Promise<RouteAnswer> {
  return { status: 200, body: await detailOf(await readRequest(actor, name), locale) };
}

/**
 * Asks for what the guardrails do not let through without somebody's word. What they let through, or refuse outright, is
 * asked for by nobody; all else that would refuse it refuses it now.
 */
export async function askRequestOver({ actor, body, key }: Ask): Promise<RouteAnswer> {
  const before = await findAsked(actor, key);
  if (before) {
    authorize(actor, 'request.ask', { team: before.team, name: before.proxy });
    if (before.kind !== body.kind || !isSame(body.spec, before.spec)) throw keyReused();
    return requestWritten(before.id, true);
  }
  const { run, network } = await planOf(actor, body, key);
  const refusal = await refusalOf(run);
  const asked = { network, reason: body.reason, idempotencyKey: key };
  return requestWritten((await askRequest(actor, asked, refusal)).id, false);
}

/** Takes a request back, for whoever asked. */
export async function withdrawRequestOver({
  actor,
  name,
  locale,
}: RouteInput<typeof operations.withdrawRequest>): Promise<RouteAnswer> {
  await withdrawRequest(actor, { id: name });
  const request = await getRequest(name);
  if (!request) throw new AppError('not_found', `there is no request ${name}`);
  return { status: 200, body: await detailOf(request, locale) };
}

async function planOf(
  actor: Actor,
  { kind, spec }: Ask['body'],
  idempotencyKey: string,
): Promise<{ run: RunRequest; network: AskInput['network'] }> {
  if (kind === 'change') {
    const { wanted } = await requireChange(actor, spec.name, spec, 'spec');
    return { run: await prepareChange(actor, { proxy: wanted, idempotencyKey }), network: null };
  }
  const input = launchInput(spec, idempotencyKey);
  const run = await prepareLaunch(actor, input).catch(missingNetwork(spec, 'spec'));
  return { run, network: input.network };
}

async function refusalOf(run: RunRequest): Promise<GuardrailRefused> {
  try {
    await requirePermitted(run);
  } catch (error) {
    if (error instanceof GuardrailRefused && error.verdict.kind === 'approval') return error;
    throw error;
  }
  throw new AppError('conflict', 'the guardrails let it through at once', {
    reason: { id: 'nothingToAsk' },
  });
}

/** Whether a body means what was asked for; what it leaves out is as it was. */
function isSame(body: Ask['body']['spec'], saved: ProxySpec) {
  const { network, keys, lifetime, errorPages } = saved;
  const meant = proxySpecSchema.parse({ keys, lifetime, errorPages, ...body, network });
  return hashOfSpec(meant) === hashOfSpec(saved);
}

function requestWritten(requestId: string, isRepeated: boolean): RouteAnswer {
  return writtenAnswer({ requestId }, `/api/v1/requests/${requestId}`, isRepeated);
}

/** One request that this actor may read; `not_found` for all others alike. */
async function readRequest(actor: Actor, id: string): Promise<ProxyRequest> {
  const request = await getRequest(id);
  if (request && can(actor, 'fleet.read', { team: request.team })) return request;
  throw new AppError('not_found', `there is no request ${id}`);
}

function requestBody(request: ProxyRequest) {
  const { spec: _, saved: __, input: ___, ...facts } = request;
  const missing = request.state === 'open' ? missingApprovers(request) : [];
  return { ...facts, missing, href: routes.request(request.id) };
}

async function detailOf(request: ProxyRequest, locale: Locale) {
  const { spec, saved, input } = request;
  const place = input.network;
  return {
    ...requestBody(request),
    ...{ spec, saved },
    network: place && place.choice !== 'existing' ? place.network : null,
    changes: saved ? specChanges(saved, spec) : [],
    consequences: saved ? await saidChange(saved, spec, locale) : [],
  };
}
