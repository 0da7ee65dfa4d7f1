import type { ApiKey, Throttle, UsagePlan } from '../apigateway/types';
import { meter } from '../apigateway/usage';
import type { SandboxContext } from '../context';
import { type Call, type CallRoute, type CallTarget, headerOf } from './call';
import { forbidden, quotaExceeded, throttled } from './gateway-fault';
import { emptyUsage, hasQuota } from './quota';
import { takeToken } from './token-bucket';

/** S-QA: the account's bucket, shared by all APIs of the Region. */
const accountThrottle = { rateLimit: 10_000, burstLimit: 5_000 };

/** The key of a call and the plan that lets it use this stage. Throws 403 Forbidden. */
export function requireApiKey(
  context: SandboxContext,
  call: Call,
  { api, stage, deployment }: CallTarget,
): { key: ApiKey; plan: UsagePlan } {
  // With AUTHORIZER the key comes from a Lambda authorizer, which the sandbox does not have.
  const isHeader = deployment.snapshot.apiKeySource === 'HEADER';
  const value = isHeader ? headerOf(call, 'x-api-key') : undefined;
  if (!value) throw forbidden();
  for (const plan of context.apigateway.plans.values()) {
    const covers = plan.apiStages.some((it) => it.apiId === api.id && it.stage === stage.stageName);
    if (!covers) continue;
    const key = plan.keyIds
      .map((id) => context.apigateway.keys.get(id))
      .find((it) => it?.value === value);
    if (key?.enabled) return { key, plan };
  }
  throw forbidden();
}

/**
 * Takes a token of every bucket in AWS's order: the plan's for this method, the plan's per key, the stage's, the
 * account's (S-UP). Throws 429 Too Many Requests at the first that is empty; what earlier ones gave is spent.
 */
export function takeThrottle(
  context: SandboxContext,
  call: Call,
  target: CallTarget,
  route: CallRoute,
  client: { key: ApiKey; plan: UsagePlan } | null,
): void {
  const stageId = `${target.api.id}/${target.stage.stageName}`;
  const path = route.resource.path;
  if (client) {
    const { plan, key } = client;
    const stage = plan.apiStages.find((it) => `${it.apiId}/${it.stage}` === stageId);
    const name = [`${path}/${call.method}`, `${path}/${route.method.httpMethod}`].find(
      (it) => stage?.throttle[it],
    );
    if (name)
      take(context, `method ${plan.id} ${key.id} ${stageId} ${name}`, stage?.throttle[name]);
    take(context, `plan ${plan.id} ${key.id}`, plan.throttle);
  }
  const settings = target.stage.methodSettings;
  const escaped = path.replaceAll('/', '~1');
  const setting = [
    `${escaped}/${call.method}`,
    `${escaped}/${route.method.httpMethod}`,
    '*/*',
  ].find((it) => settings[it]);
  if (setting !== undefined) {
    take(context, `stage ${stageId} ${setting}`, {
      rateLimit: settings[setting]?.throttlingRateLimit,
      burstLimit: settings[setting]?.throttlingBurstLimit,
    });
  }
  take(context, 'account', accountThrottle);
}

/** Takes one call of the key's quota and books it, or throws 429 Limit Exceeded. */
export function takeQuota(
  context: SandboxContext,
  { key, plan }: { key: ApiKey; plan: UsagePlan },
): void {
  const id = `${plan.id}/${key.id}`;
  const now = context.clock.now();
  const usage = context.apigateway.usage.get(id) ?? emptyUsage();
  if (!hasQuota(usage, plan.quota, now)) throw quotaExceeded();
  context.apigateway.usage.set(id, meter(usage, now, 1, context.options.usageLagMs));
  context.touch();
}

/** A bucket without a rate or a burst has no bound there. */
function take(context: SandboxContext, name: string, throttle: Throttle | undefined): void {
  if (throttle?.rateLimit === undefined && throttle?.burstLimit === undefined) return;
  const { buckets } = context.apigateway;
  const limits = {
    rate: throttle.rateLimit ?? Number.MAX_SAFE_INTEGER,
    burst: throttle.burstLimit ?? throttle.rateLimit ?? 0,
  };
  const { allowed, bucket } = takeToken(buckets.get(name), limits, context.clock.now());
  buckets.set(name, bucket);
  if (!allowed) throw throttled();
}
