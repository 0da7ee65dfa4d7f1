import type { ApiKey, UsagePlan } from '../apigateway/types';
import type { SandboxContext } from '../context';
import { admit } from './admission';
import { type Call, type CallRoute, type CallTarget, headerOf } from './call';
import { forbidden, quotaExceeded, throttled } from './gateway-fault';

/** A key and the plan that lets it use a stage. */
type Client = { key: ApiKey; plan: UsagePlan };

/** The key of a call and the plan that lets it use this stage. Throws 403 Forbidden. */
export function requireApiKey(
  context: SandboxContext,
  call: Call,
  { api, stage, deployment }: CallTarget,
): Client {
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
    if (key?.enabled && isSettled(context, key)) return { key, plan };
  }
  throw forbidden();
}

/** AWS's gateways learn of a new key late, and AWS names no bound (LocalStack's validated test_api_key_required_for_methods waits two minutes). */
function isSettled({ clock, options }: SandboxContext, { createdDate }: ApiKey): boolean {
  // A clock that was set back makes no key unknown again.
  return Math.max(0, clock.now() - createdDate) >= options.keySettleMs;
}

/** Takes the call from every throttle and from the key's quota. Throws 429 of one kind or the other. */
export function takeLimits(
  context: SandboxContext,
  call: Call,
  { api, stage }: CallTarget,
  { resource, method }: CallRoute,
  client: Client | null,
): void {
  const visit = {
    apiId: api.id,
    stageName: stage.stageName,
    methodSettings: stage.methodSettings,
    resourcePath: resource.path,
    methods: [call.method, method.httpMethod] satisfies [string, string],
    client: client && { plan: client.plan, keyId: client.key.id },
  };
  const { apigateway, clock, options } = context;
  const admission = admit(apigateway, visit, clock.now(), options.usageLagMs);
  if (admission === 'throttled') throw throttled();
  if (admission === 'quotaExceeded') throw quotaExceeded();
  context.touch();
}
