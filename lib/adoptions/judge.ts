import { allowedMethods, type HttpMethod } from '@/templates/proxy/http-methods';
import { slotNames } from '@/templates/proxy/key-slots';
import { burstMax, ratePerSecondMax } from '@/templates/proxy/spec';
import { bufferedTimeoutMsMax, streamTimeoutMsMax } from '@/templates/proxy/upstream';
import type { Adoptable } from '../aws/adoptable';
import type { IntegrationSettings } from '../aws/rest-apis';
import type { Adoption, AdoptionNetwork, Kept, Refusal, RefusalId } from './types';

/** The label by which CloudFormation names the stack that has a resource. */
export const stackTag = 'aws:cloudformation:stack-name';

/** Which of our networks an API's callers stand in, and all that keeps it from becoming a proxy as it is. */
export function judge(found: Adoptable, networks: readonly AdoptionNetwork[]): Adoption {
  const { settings, keys } = found;
  const trusted = networks.filter((network) => isTrusted(found, network));
  const refusals = [
    ...refusalsOf(found),
    ...(trusted.length === 0 ? [refusal('network', settings.vpcEndpointIds.join(', '))] : []),
    ...(trusted.length > 0 ? otherCallers(found, trusted) : []),
  ];
  return {
    apiId: settings.apiId,
    name: settings.name,
    stage: settings.stages[0]?.name ?? '',
    keyIds: (keys ?? []).map(({ keyId }) => keyId),
    refusals,
    networks: trusted,
    kept: refusals.length > 0 ? null : keptOf(found),
  };
}

const refusal = (id: RefusalId, of = ''): Refusal => ({ id, of });
const when = (is: boolean, id: RefusalId, of = '') => (is ? [refusal(id, of)] : []);

function refusalsOf({ settings, keys }: Adoptable): Refusal[] {
  const { tags, endpointTypes, keySource, resources, stages, plans, apiId } = settings;
  const stack = tags[stackTag];
  const places = resources.filter(({ path }) => path !== '/' && path !== '/{proxy+}');
  const methods = resources.flatMap(({ path, methods }) =>
    methods.map((method) => ({ ...method, place: `${method.verb} ${path}` })),
  );
  const integrations = methods.map(({ integration, place }) => ({ integration, place }));
  const named = (some: { place: string }[]) => some.map(({ place }) => place).join(', ');
  const odd = methods.filter(({ verb }) => verb !== 'ANY');
  const authorized = methods.filter(({ authorizationType }) => authorizationType !== 'NONE');
  const keyless = methods.filter(({ isKeyRequired }) => !isKeyRequired);
  const elsewhere = integrations.filter(({ integration }) => !isPlainHttp(integration));
  const mapped = integrations.filter(({ integration }) => hasOwnMappings(integration));
  const queried = integrations.filter(({ integration }) => integration?.uri?.includes('?'));
  const slow = integrations.filter(({ integration }) => isTooSlow(integration));
  const [plan] = plans;
  const others = (plan?.apiStages ?? []).filter((it) => it.apiId !== apiId);
  const shared = (keys ?? []).filter(({ planIds }) => planIds.join() !== plan?.planId);
  return [
    ...when(stack !== undefined, 'managed', stack),
    ...when(endpointTypes.join() !== 'PRIVATE', 'endpointType', endpointTypes.join(', ')),
    ...when(keySource !== 'HEADER', 'keySource', keySource),
    ...when(places.length > 0, 'paths', places.map(({ path }) => path).join(', ')),
    ...when(odd.length > 0 || methods.length === 0, 'methods', named(odd)),
    ...when(authorized.length > 0, 'authorization', named(authorized)),
    ...when(elsewhere.length > 0, 'integration', named(elsewhere)),
    ...when(mapped.length > 0, 'mappings', named(mapped)),
    ...when(queried.length > 0, 'query', named(queried)),
    ...when(slow.length > 0, 'timeout', named(slow)),
    ...when(keyless.length > 0, 'keyless', named(keyless)),
    ...when(stages.length !== 1, 'stages', stages.map(({ name }) => name).join(', ')),
    ...when(
      stages.some(({ name }) => !/^[A-Za-z0-9_-]+$/.test(name)),
      'stageName',
    ),
    ...when(plans.length !== 1, 'plans', plans.map(({ name }) => name).join(', ')),
    ...when(others.length > 0, 'sharedPlan', others.map((it) => it.apiId).join(', ')),
    ...when(keys === null, 'keysUnread', plan?.planId),
    ...when(plans.length === 1 && keys?.length === 0, 'keyless', plan?.name),
    ...when((keys?.length ?? 0) > slotNames.length, 'tooManyKeys', plan?.name),
    ...when(shared.length > 0, 'sharedKeys', shared.map(({ keyId }) => keyId).join(', ')),
    ...when(
      (keys ?? []).some(({ name }) => name === ''),
      'keyName',
    ),
  ];
}

function isPlainHttp(integration: IntegrationSettings | null): boolean {
  if (!integration || !/^HTTP(_PROXY)?$/.test(integration.type)) return false;
  return /^https:/.test(integration.uri ?? '') && integration.connectionType !== 'VPC_LINK';
}

/** What a proxy sets itself: the path, and what the upstream sees instead of the gateway's key and the caller's address. */
const ownTargets = /^integration\.request\.(path\.proxy|header\.(x-api-key|x-forwarded-for))$/i;

/** A mapping that a proxy has no place for would be lost; one that it has must not carry a value of somebody's. */
function hasOwnMappings(integration: IntegrationSettings | null): boolean {
  return Object.entries(integration?.requestParameters ?? {}).some(
    ([target, source]) =>
      !ownTargets.test(target) ||
      (/x-api-key$/i.test(target) && source !== "'redacted'" && headerOf(source) === null),
  );
}

function headerOf(source: string): string | null {
  const header = /^method\.request\.header\.(x-[a-z0-9-]+)$/i.exec(source)?.[1]?.toLowerCase();
  return header && header !== 'x-api-key' ? header : null;
}

function isTooSlow(integration: IntegrationSettings | null): boolean {
  const max = integration?.transferMode === 'STREAM' ? streamTimeoutMsMax : bufferedTimeoutMsMax;
  return (integration?.timeoutMs ?? 0) > max;
}

/** The API names the network's endpoint, or its policy lets the VPC in. */
function isTrusted({ settings }: Adoptable, { vpcId, endpointId }: AdoptionNetwork): boolean {
  const { vpcEndpointIds, policy } = settings;
  return (
    vpcEndpointIds.includes(endpointId) ||
    idsIn(policy).some((id) => id === endpointId || id === vpcId)
  );
}

/** A proxy lets one VPC in: who comes from elsewhere would be refused afterwards. */
function otherCallers({ settings }: Adoptable, trusted: readonly AdoptionNetwork[]): Refusal[] {
  const ids = new Set([...settings.vpcEndpointIds, ...idsIn(settings.policy)]);
  for (const { vpcId, endpointId } of trusted.slice(0, 1)) {
    ids.delete(vpcId);
    ids.delete(endpointId);
  }
  return when(ids.size > 0, 'otherCallers', [...ids].join(', '));
}

function idsIn(policy: string | null): string[] {
  return [...new Set(policy?.match(/\bvpce?-[0-9a-z]+/g) ?? [])];
}

/** Where a policy names methods it goes on to let those through and no others. */
function methodsIn(policy: string | null): HttpMethod[] | null {
  try {
    return allowedMethods(JSON.parse(policy ?? '{}').Statement);
  } catch {
    return null;
  }
}

function keptOf({ settings, keys }: Adoptable): Kept {
  const { stages, plans, resources, policy, description } = settings;
  const [plan] = plans;
  const integrations = resources.flatMap(({ methods }) =>
    methods.flatMap(({ integration }) => integration ?? []),
  );
  const isStreamed = integrations.some(({ transferMode }) => transferMode === 'STREAM');
  const timeouts = integrations.flatMap(({ timeoutMs }) => timeoutMs ?? []);
  const [a = null, b = null] = (keys ?? []).map(({ name, isEnabled }) => ({
    name,
    enabled: isEnabled,
  }));
  const vpcNamed = idsIn(policy).some((id) => id.startsWith('vpc-'));
  return {
    description: description.replace(/\s+/g, ' ').trim().slice(0, 256),
    stage: stages[0]?.name ?? '',
    access: vpcNamed ? 'vpc' : 'endpoint',
    upstream: {
      mode: isStreamed ? 'stream' : 'buffered',
      timeoutMs: timeouts.length > 0 ? Math.max(...timeouts) : bufferedTimeoutMsMax,
      apiKeyHeader: apiKeyHeader(integrations),
      methods: methodsIn(policy),
    },
    limits: {
      quota: plan?.quota
        ? { limit: plan.quota.limit, period: plan.quota.period as 'DAY' | 'WEEK' | 'MONTH' }
        : null,
      // A plan without a throttle leaves callers to the account's: so it stays.
      rate: plan?.throttle.rateLimit ?? ratePerSecondMax,
      burst: plan?.throttle.burstLimit ?? burstMax,
    },
    keys: { a, b },
  };
}

function apiKeyHeader(integrations: IntegrationSettings[]): string | null {
  for (const { requestParameters } of integrations)
    for (const [target, source] of Object.entries(requestParameters))
      if (/header\.x-api-key$/i.test(target)) return headerOf(source);
  return null;
}
