import { isDeepStrictEqual } from 'node:util';
import type { KeyUsage, MethodSetting, Throttle, UsagePlan } from '../apigateway/types';
import { meter } from '../apigateway/usage';
import { emptyUsage, hasQuota } from './quota';
import { type BucketLimits, settle, type TokenBucket, takeToken } from './token-bucket';

/** What the limits remember between calls: buckets by name, usage by `planId/keyId`. */
export type Ledger = { buckets: Map<string, TokenBucket>; usage: Map<string, KeyUsage> };

/** The sides of a call that its limits depend on. `client` is null where no key is asked for. */
export type Visit = {
  apiId: string;
  stageName: string;
  methodSettings: Record<string, MethodSetting>;
  resourcePath: string;
  /** As called, and as the route says it: the same, or ANY. */
  methods: [called: string, routed: string];
  client: { plan: UsagePlan; keyId: string } | null;
};

export type Admission = 'admitted' | 'throttled' | 'quotaExceeded';

/** S-QA: the account's bucket, shared by all APIs of the Region. */
const accountThrottle = { rateLimit: 10_000, burstLimit: 5_000 };

/**
 * Decides one call and books it. First the throttles, in AWS's order (S-UP): the plan's for this method, the plan's
 * per key, the stage's, the account's; at the first empty bucket the call is refused, and what earlier ones gave is
 * spent (UNCONFIRMED). Then the quota. Pure but for the ledger; `now` in milliseconds.
 */
export function admit(ledger: Ledger, visit: Visit, now: number, lagMs: number): Admission {
  for (const [name, throttle] of throttlesOf(visit)) {
    const limits = boundsOf(throttle);
    if (!limits) continue;
    const { allowed, bucket } = takeToken(ledger.buckets.get(name), limits, now);
    ledger.buckets.set(name, bucket);
    if (!allowed) return 'throttled';
  }
  if (!visit.client) return 'admitted';
  const { plan, keyId } = visit.client;
  const id = `${plan.id}/${keyId}`;
  const usage = ledger.usage.get(id) ?? emptyUsage();
  if (!hasQuota(usage, plan.quota, now)) return 'quotaExceeded';
  ledger.usage.set(id, meter(usage, now, 1, lagMs));
  return 'admitted';
}

/**
 * To be called when a plan is edited: tokens that flowed in so far came at the old rate into a bucket of the old size
 * (INFERENCE, from what a token bucket is). A bucket that had no bounds is forgotten, and starts full.
 */
export function settlePlan(
  buckets: Map<string, TokenBucket>,
  before: UsagePlan,
  after: UsagePlan,
  now: number,
): void {
  for (const keyId of before.keyIds) {
    const name = planBucket(before.id, keyId);
    settleBucket(buckets, name, [before.throttle, after.throttle], now);
    for (const stage of [...before.apiStages, ...after.apiStages]) {
      const stageId = `${stage.apiId}/${stage.stage}`;
      for (const method of Object.keys(stage.throttle)) {
        const change = [before, after].map((it) => stageOf(it, stageId)?.throttle[method]);
        settleBucket(buckets, methodBucket(before.id, keyId, stageId, method), change, now);
      }
    }
  }
}

/** The same when the method settings of a stage are edited. */
export function settleStage(
  buckets: Map<string, TokenBucket>,
  stageId: string,
  before: Record<string, MethodSetting>,
  after: Record<string, MethodSetting>,
  now: number,
): void {
  for (const method of Object.keys({ ...before, ...after })) {
    const change = [throttleOf(before[method]), throttleOf(after[method])];
    settleBucket(buckets, stageBucket(stageId, method), change, now);
  }
}

function settleBucket(
  buckets: Map<string, TokenBucket>,
  name: string,
  [before, after]: (Throttle | undefined)[],
  now: number,
): void {
  const bucket = buckets.get(name);
  if (!bucket || isDeepStrictEqual(boundsOf(before), boundsOf(after))) return;
  const limits = boundsOf(before);
  if (limits && boundsOf(after)) buckets.set(name, settle(bucket, limits, now));
  else buckets.delete(name);
}

function throttlesOf(visit: Visit): [name: string, throttle: Throttle | undefined][] {
  const stageId = `${visit.apiId}/${visit.stageName}`;
  const found: [string, Throttle | undefined][] = [];
  if (visit.client) {
    const { plan, keyId } = visit.client;
    const stage = stageOf(plan, stageId);
    const method = visit.methods
      .map((it) => `${visit.resourcePath}/${it}`)
      .find((it) => stage?.throttle[it]);
    if (method) {
      found.push([methodBucket(plan.id, keyId, stageId, method), stage?.throttle[method]]);
    }
    found.push([planBucket(plan.id, keyId), plan.throttle]);
  }
  const escaped = visit.resourcePath.replaceAll('/', '~1');
  const [called, routed] = visit.methods;
  const setting = [`${escaped}/${called}`, `${escaped}/${routed}`, '*/*'].find(
    (it) => visit.methodSettings[it],
  );
  if (setting !== undefined) {
    const throttle = throttleOf(visit.methodSettings[setting]);
    found.push([stageBucket(stageId, setting), throttle]);
  }
  return [...found, ['account', accountThrottle]];
}

function stageOf(plan: UsagePlan, stageId: string) {
  return plan.apiStages.find((it) => `${it.apiId}/${it.stage}` === stageId);
}

function planBucket(planId: string, keyId: string): string {
  return `plan ${planId} ${keyId}`;
}

function methodBucket(planId: string, keyId: string, stageId: string, method: string): string {
  return `method ${planId} ${keyId} ${stageId} ${method}`;
}

function stageBucket(stageId: string, method: string): string {
  return `stage ${stageId} ${method}`;
}

function throttleOf(setting: MethodSetting | undefined): Throttle {
  return { rateLimit: setting?.throttlingRateLimit, burstLimit: setting?.throttlingBurstLimit };
}

/** Null: no bound. With a rate alone the bucket holds a second of it; with a burst alone a millisecond fills it. */
function boundsOf(throttle: Throttle | undefined): BucketLimits | null {
  const { rateLimit, burstLimit } = throttle ?? {};
  if (rateLimit === undefined && burstLimit === undefined) return null;
  return { rate: rateLimit ?? Number.MAX_SAFE_INTEGER, burst: burstLimit ?? rateLimit ?? 0 };
}
