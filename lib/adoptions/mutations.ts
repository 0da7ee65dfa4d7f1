import 'server-only';
import { importOf } from '@/templates/proxy/adoption';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import { faultsOf } from '@/templates/spec';
import { stackNameOf } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { changesOf } from '../audit/secrets';
import { AppError } from '../errors';
import type { Approval } from '../governance/enforce';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { errorPagesHere } from '../proxies/error-pages';
import { findProxyStack, requireFleet } from '../proxies/fleet';
import { isProtectedAtBirth, refuseUnoffered } from '../proxies/offers';
import { planFreeName } from '../proxies/remains';
import {
  findRepeatedRun,
  type NewStep,
  type RunRequest,
  type Started,
  startOnce,
  startRun,
} from '../runs/start-run';
import { findAdoption, networksOf } from './data';
import { existingOf } from './existing';
import type { PlanAdoptionInput } from './schema';
import type { Adoption } from './types';

/**
 * Starts the run that takes an API of the account into a proxy's stack, as it stands, and then plans the update that
 * makes it a proxy; that waits for a person. What serves production is protected then, as a launch has it from the
 * first moment. Throws `conflict`, and says what for, where the API cannot be adopted.
 */
export async function planAdoption(actor: Actor, input: PlanAdoptionInput): Promise<Started> {
  authorizeAdoption(actor, input);
  const request = { verb: 'proxy.import', ...input };
  return startOnce(actor, input.idempotencyKey, request, () => prepareAdoption(actor, input));
}

function authorizeAdoption(actor: Actor, { team, name }: PlanAdoptionInput): void {
  authorize(actor, 'proxy.import', { team, name });
  authorize(actor, 'proxy.launch', { team, name });
}

/** What planAdoption would start; the guardrails judge it as the launch of what it will be. */
export async function prepareAdoption(
  actor: Actor,
  input: PlanAdoptionInput,
  approval: Approval | null = null,
): Promise<RunRequest> {
  authorizeAdoption(actor, input);
  const fleet = await requireFleet();
  const read = await findAdoption(input.apiId, networksOf(fleet), input.keys);
  if (!read) throw new AppError('not_found', `there is no API ${input.apiId}`);
  const spec = specOf(input, read.adoption);
  const { template, imports } = importOf(spec, existingOf(read.found));
  const stackName = stackNameOf(spec);
  const subject = { kind: 'proxy' as const, name: spec.name };
  const free = await planFreeName(fleet, { subject, team: spec.team, stackName });
  const own = { subject, stackName, stackId: null, spec, saved: null };
  return {
    targetId: fleet.target.id,
    kind: 'import',
    subject,
    team: spec.team,
    steps: [
      ...free,
      { ...own, action: 'import', templateBody: renderYaml(template), options: { imports } },
      ...deployment(own),
    ],
    uses: [{ kind: 'network', name: spec.network.name }],
    idempotencyKey: input.idempotencyKey,
    approval,
    request: { verb: 'proxy.import', ...input },
    auditAction: 'proxy.import',
    auditDetail: {
      apiId: input.apiId,
      upstream: spec.upstream.url,
      network: spec.network.name,
      keyIds: read.adoption.keyIds,
      limits: spec.limits,
    },
    auditChanges: changesOf(null, spec),
  };
}

/**
 * Goes on with an adoption that failed after the API had come to stand in its stack: plans the update that makes it a
 * proxy once more, which waits for a person as before. Throws `conflict` where the stack takes no update.
 */
export async function planAdopted(
  actor: Actor,
  { name, idempotencyKey }: { name: string; idempotencyKey: string },
): Promise<Started> {
  const request = { verb: 'proxy.import', name };
  const repeated = await findRepeatedRun(actor, idempotencyKey, request);
  if (repeated) return { runId: repeated, isRepeated: true };
  const proxy = await findProxyStack(name);
  authorize(actor, 'proxy.import', proxy ? { team: proxy.facts.team, name } : null);
  if (!proxy?.stack) throw new AppError('not_found', `there is no proxy ${name}`);
  const { facts, spec, target } = proxy;
  refuseUnoffered(facts, 'edit');
  if (!spec) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const { stackName, stackId, team } = facts;
  const subject = { kind: 'proxy' as const, name };
  return startRun(actor, {
    targetId: target.id,
    kind: 'import',
    subject,
    team,
    steps: deployment({ subject, stackName, stackId, spec, saved: spec }),
    uses: [{ kind: 'network', name: spec.network.name }],
    idempotencyKey,
    request,
    auditAction: 'proxy.import',
    auditDetail: { upstream: spec.upstream.url, network: spec.network.name, limits: spec.limits },
  });
}

type ProxyStep = Extract<NewStep, { spec: ProxySpec }>;

/** What makes the stack that has taken an API in a proxy's. */
function deployment({ spec, saved, ...own }: Omit<ProxyStep, 'action'>): NewStep[] {
  const update: ProxyStep = { ...own, action: 'update', spec, saved };
  if (!isProtectedAtBirth(spec)) return [update];
  // Not before: until the update is deployed, the deletion of the stack takes nothing away.
  return [update, { ...own, action: 'protect', spec: null }];
}

function specOf(
  input: PlanAdoptionInput,
  { kept, networks, refusals, apiId }: Adoption,
): ProxySpec {
  const network = networks.find(({ name }) => name === input.network);
  if (!kept || !network) {
    const reasons = refusals.map(({ id, of }) => (of === '' ? id : `${id}: ${of}`));
    throw new AppError('conflict', `${apiId} cannot be adopted`, {
      detail: [apiId, ...(network ? [] : [input.network]), ...reasons].join(' · '),
      reason: { id: 'notAdoptable', api: apiId },
    });
  }
  const { name, team, owner, environment, upstreamUrl } = input;
  const parsed = proxySpecSchema.safeParse({
    kind: 'proxy',
    ...kept,
    name,
    team,
    owner,
    environment,
    network,
    upstream: { ...kept.upstream, url: upstreamUrl },
    errorPages: errorPagesHere(),
  });
  if (parsed.success) return parsed.data;
  const [fault] = faultsOf(parsed.error);
  throw new AppError('conflict', `${apiId} does not fit a proxy`, {
    detail: `${fault?.path} ${fault?.message}`,
    reason: { id: 'notAProxy', api: apiId, fault: `${fault?.path} ${fault?.message}` },
  });
}
