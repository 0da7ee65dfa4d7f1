import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { readStackTemplate } from '../aws/fleet';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findProxyStack, type Standing } from '../proxies/fleet';
import { prepareChange } from '../proxies/mutations';
import { parsedTemplate } from '../proxies/parsed-template';
import { type Started, startOnce } from '../runs/start-run';
import { forgetActual, readActual } from './actual';
import { templateOfActual } from './actual-template';
import { comparisonOf } from './data';
import { askAgainMs, fresh, refuse, requireReady, revertRequest } from './now';
import type { Comparison } from './report';

export type DriftInput = { name: string; idempotencyKey: string };

/** Asks API Gateway now what the proxy is; of those who ask at the same time one does. */
export async function checkDrift(actor: Actor, { name }: { name: string }): Promise<void> {
  authorize(actor, 'fleet.read');
  const proxy = await findProxyStack(name);
  if (!proxy?.stack) throw new AppError('not_found', `there is no proxy ${name}`);
  forgetActual(proxy);
  const actual = await readActual(proxy, askAgainMs, { patienceMs: 15_000 });
  if (actual?.problem) refuse(actual.problem);
}

/** Starts the run that plans the deployment of the saved spec as this version renders it. */
export async function planDeployment(actor: Actor, input: DriftInput): Promise<Started> {
  const request = { verb: 'proxy.deploy', ...input };
  return startOnce(actor, input.idempotencyKey, request, async () => {
    const { spec } = await requireProxy(actor, input.name);
    return { ...(await prepareChange(actor, changeTo(spec, input))), request };
  });
}

/**
 * Starts the run that plans an edit which takes over what is, as far as the spec can say it. Throws `conflict` where it
 * can say nothing of it.
 */
export async function adoptDrift(actor: Actor, input: DriftInput): Promise<Started> {
  const request = { verb: 'proxy.adopt', ...input };
  return startOnce(actor, input.idempotencyKey, request, async () => {
    const proxy = await requireProxy(actor, input.name);
    const { differences, adopting } = (await compareNow(proxy)).comparison;
    if (!differences.some(({ isAdoptable }) => isAdoptable))
      throw new AppError('conflict', `nothing of ${input.name} can be adopted`, {
        detail: input.name,
        reason: { id: 'nothingToAdopt' },
      });
    return { ...(await prepareChange(actor, changeTo(adopting, input))), request };
  });
}

/**
 * Starts the run that puts back what was changed outside. CloudFormation compares templates, so that an update with
 * the same one is refused and mends nothing; a change set that reverts drift would, but resolves the reference to our
 * proxy resource wrongly and would replace its method (aws-cloudformation/cloudformation-coverage-roadmap#2505, open).
 * So the stack is told first what is, which changes nothing, and then the deployed template again, to the letter.
 */
export async function revertDrift(actor: Actor, input: DriftInput): Promise<Started> {
  const request = { verb: 'proxy.revert', ...input };
  return startOnce(actor, input.idempotencyKey, request, async () => {
    const proxy = await requireProxy(actor, input.name);
    const { comparison, deployed } = await compareNow(proxy);
    const { drifted } = comparison;
    const stuck = drifted.find(({ isRevertible }) => !isRevertible);
    if (drifted.length === 0 || stuck)
      throw new AppError('conflict', `${input.name} cannot be put back`, {
        detail: stuck ? `${stuck.where} ${stuck.property}`.trim() : input.name,
        reason: { id: 'notRevertible' },
      });
    const template = parsedTemplate(deployed);
    if (!template) throw new AppError('unexpected', `the template of ${input.name} is none`);
    const told = templateOfActual(template, drifted);
    const { idempotencyKey } = input;
    return {
      ...revertRequest(proxy, 'proxy', { drifted, told, deployed }),
      ...{ idempotencyKey, request },
    };
  });
}

type Ready = Standing<ProxySpec> & { spec: ProxySpec };

async function requireProxy(actor: Actor, name: string): Promise<Ready> {
  const proxy = await findProxyStack(name);
  authorize(actor, 'proxy.update', proxy ? { team: proxy.facts.team, name } : null);
  return requireReady(proxy, `proxy ${name}`);
}

/** What is right now: a decision is not made on what somebody saw a while ago. */
async function compareNow(proxy: Ready): Promise<{ comparison: Comparison; deployed: string }> {
  forgetActual(proxy);
  const [template, actual] = await Promise.all([
    proxy.stack ? readStackTemplate(proxy.target, proxy.stack) : null,
    readActual(proxy, askAgainMs, { patienceMs: Number.POSITIVE_INFINITY }),
  ]);
  const deployed = fresh(template);
  const comparison = comparisonOf(proxy, deployed, fresh(actual));
  if (!comparison) throw new AppError('unavailable', `what ${proxy.facts.name} is is not known`);
  return { comparison, deployed };
}

/** Where a proxy stands is no part of its form. */
function changeTo({ network: _, ...proxy }: ProxySpec, { idempotencyKey }: DriftInput) {
  return { proxy, idempotencyKey };
}
