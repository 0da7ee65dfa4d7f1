import type { RouteAnswer } from '../define-route';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { NetworkSummary } from '../networks/types';
import type { ProxySummary, StackFacts } from '../proxies/types';
import type { Started } from '../runs/start-run';

/** What is known, with its age; throws the problem where nothing ever was. */
export function requireKnown<T>(known: Known<T>) {
  if (known.asOf !== null) return known;
  const { code, detail } = known.problem;
  throw new AppError(code, 'nothing is known yet', detail === null ? {} : { detail });
}

export function proxyBody({ quota, outlook, ...proxy }: ProxySummary) {
  return {
    ...stackFacts(proxy),
    spec: proxy.spec,
    quota: quota && quotaBody(quota),
    usage: outlook,
  };
}

export function networkBodyOf(network: NetworkSummary) {
  return { ...stackFacts(network), spec: network.spec, proxies: network.proxies };
}

/** A run that was written down: where to watch it, and whether an earlier request had started it. */
export function startedAnswer({ runId, isRepeated }: Started): RouteAnswer {
  return writtenAnswer({ runId }, `/api/v1/runs/${runId}`, isRepeated);
}

/** The same of what was written down under an address of its own. */
export function writtenAnswer(body: object, location: string, isRepeated: boolean): RouteAnswer {
  return {
    status: 202,
    body,
    headers: {
      location,
      ...(isRepeated ? { 'idempotency-replayed': 'true' } : {}),
    },
  };
}

function quotaBody(quota: NonNullable<ProxySummary['quota']>) {
  if (quota.asOf === null) return null;
  return { ...quota.value, asOf: quota.asOf, problem: quota.problem };
}

function stackFacts(facts: Pick<ProxySummary, keyof StackFacts | 'activeRunId'>) {
  const { name, team, owner, environment, version, phase, status, statusReason } = facts;
  const { stackName, stackId, createdAt, updatedAt, outputs, activeRunId } = facts;
  return {
    ...{ name, team, owner, environment, version, phase, status, statusReason },
    ...{ stackName, stackId, createdAt, updatedAt, outputs, activeRunId },
  };
}
