import { notFound, requireApi } from '../apigateway/faults';
import type { UsagePlan } from '../apigateway/types';
import type { SandboxContext } from '../context';
import { writeSeededLine } from './access-log';
import { apiNameOf, recordSample } from './metrics';
import { dayMs, emptyUsage, utcDay } from './quota';

export type SeededTraffic = {
  apiId: string;
  keyId: string;
  /** Milliseconds since 1970; `to` is exclusive. */
  from: number;
  to: number;
  requests: number;
};

const hourMs = 3_600_000;
/** The gateway's own part of a latency. */
const upstreamShareMs = 8;
/** Seeded calls that leave lines: the sandbox keeps no more than so many of a log anyway, and writes its state often. */
const loggedMax = 2_000;
/** A working day in UTC as seen from Tokyo: quiet nights, two humps. */
const hourWeights = [9, 9, 8, 4, 8, 10, 9, 8, 6, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 5, 8];

/**
 * Back-dates calls of one key of one API: spread over the hours between `from` and `to` like a working week, booked
 * in GetUsage and, coarsely, in the metrics; throttles do not notice. A day of a DAY quota gets no more than the
 * quota, as calls beyond it would have been refused; today's share counts against today's quota. Calls of the last two
 * days leave their lines in the access log too, where they are few enough to keep.
 */
export function seedTraffic(context: SandboxContext, traffic: SeededTraffic): void {
  const api = requireApi(context, traffic.apiId);
  const plan = planOf(context, traffic);
  const stageName = plan.apiStages.find((it) => it.apiId === api.id)?.stage ?? '';
  const usageId = `${plan.id}/${traffic.keyId}`;
  const usage = structuredClone(context.apigateway.usage.get(usageId) ?? emptyUsage());
  const dayMax = plan.quota?.period === 'DAY' ? plan.quota.limit : Number.POSITIVE_INFINITY;
  for (const { at, calls } of spread(traffic)) {
    const day = utcDay(at);
    const before = usage.days[day] ?? 0;
    const booked = Math.min(calls, Math.max(0, dayMax - before));
    if (booked === 0) continue;
    usage.days[day] = before + booked;
    const statuses = statusesOf(booked);
    recordHour(context, { apiName: apiNameOf(api), stageName }, at, statuses);
    if (traffic.requests <= loggedMax && at > context.clock.now() - 2 * dayMs)
      logHour(
        context,
        { apiId: api.id, stageName, keyId: traffic.keyId },
        at,
        traffic.to,
        statuses,
      );
  }
  context.apigateway.usage.set(usageId, usage);
  context.touch();
}

function planOf(context: SandboxContext, { apiId, keyId }: SeededTraffic): UsagePlan {
  const plan = [...context.apigateway.plans.values()].find(
    (it) => it.keyIds.includes(keyId) && it.apiStages.some((stage) => stage.apiId === apiId),
  );
  if (!plan) throw notFound(`API key ${keyId} is in no usage plan of API ${apiId}`);
  return plan;
}

/** Shares by hour that add up to exactly the number asked for. */
function spread({ from, to, requests }: SeededTraffic): { at: number; calls: number }[] {
  const slots: { at: number; weight: number }[] = [];
  for (let at = from; at < to; at = Math.floor(at / hourMs) * hourMs + hourMs) {
    slots.push({ at, weight: weightOf(at) });
  }
  const total = slots.reduce((sum, { weight }) => sum + weight, 0);
  let [passed, given] = [0, 0];
  return slots.map(({ at, weight }) => {
    passed += weight;
    const calls = Math.round((passed / total) * requests) - given;
    given += calls;
    return { at, calls };
  });
}

/** Weekends are quiet, and no two days are alike; the same moment always weighs the same. */
function weightOf(at: number): number {
  const date = new Date(at);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  const dayNumber = Math.floor(at / dayMs);
  const variation = 0.7 + 0.6 * (((dayNumber * 2_654_435_761) % 1000) / 1000);
  return (hourWeights[date.getUTCHours()] ?? 1) * (isWeekend ? 0.35 : 1) * variation;
}

type Answered = { status: number; latencyMs: number; count: number };

/** Most calls are quick, some are slow, one in two hundred fails upstream. */
function statusesOf(calls: number): Answered[] {
  const failed = Math.floor(calls / 200);
  const slow = Math.floor((calls - failed) / 10);
  return [
    { status: 200, latencyMs: 118, count: calls - failed - slow },
    { status: 200, latencyMs: 640, count: slow },
    { status: 503, latencyMs: 210, count: failed },
  ].filter(({ count }) => count > 0);
}

function recordHour(
  context: SandboxContext,
  target: { apiName: string; stageName: string },
  at: number,
  statuses: readonly Answered[],
): void {
  for (const { status, latencyMs, count } of statuses) {
    const integrationLatencyMs = latencyMs - upstreamShareMs;
    recordSample(context, target, at, { status, latencyMs, integrationLatencyMs }, count);
  }
}

/** A line for each call, spread evenly over what is left of the hour. */
function logHour(
  context: SandboxContext,
  of: { apiId: string; stageName: string; keyId: string },
  at: number,
  until: number,
  statuses: readonly Answered[],
): void {
  const answers = statuses.flatMap((one) => Array.from({ length: one.count }, () => one));
  const end = Math.min(until, Math.floor(at / hourMs) * hourMs + hourMs);
  answers.forEach(({ status, latencyMs }, index) => {
    const receivedAt = Math.floor(at + ((end - at) * index) / answers.length);
    writeSeededLine(context, of, {
      receivedAt,
      status,
      latencyMs,
      integrationLatencyMs: latencyMs - upstreamShareMs,
    });
  });
}
