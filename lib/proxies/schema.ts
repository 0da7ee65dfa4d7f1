import { z } from 'zod';
import { httpMethods } from '@/templates/proxy/http-methods';
import { pendingEndpointId, pendingVpcId } from '@/templates/proxy/pending';
import { type ProxySpecInput, proxySpecSchema } from '@/templates/proxy/spec';
import { upstreamPresets } from '@/templates/proxy/upstream';
import { faultsOf } from '@/templates/spec';
import { checkUpstreamUrl } from '@/templates/upstream-host';
import {
  distinctFields,
  type Fault,
  formRecord,
  isIdempotencyKey,
  manyFields,
  networkCandidate,
  networkFaults,
  networkFields,
  normalized,
  numberOf,
  oneText,
} from '../networks/schema';
import { pastDates } from './lifetime';
import type { LaunchProxyInput, NetworkChoice } from './types';

/** The form's fields as they are typed and posted: flat names, text only, several texts where one may tick several. */
export const proxyFormSchema = z.object({
  upstreamUrl: oneText,
  preset: oneText,
  /** Those that callers may use; a form posts each that is ticked, and none is no choice. */
  methods: z.array(z.string().max(20)).max(50).default([]),
  apiKeyHeader: oneText,
  timeoutSeconds: oneText,
  access: oneText,
  networkChoice: oneText,
  existingNetwork: oneText,
  ...networkFields,
  quotaLimit: oneText,
  quotaPeriod: oneText,
  rate: oneText,
  burst: oneText,
  name: oneText,
  team: oneText,
  owner: oneText,
  environment: oneText,
  description: oneText,
  reviewOn: oneText,
  endsOn: oneText,
  /** Why what is beyond the guardrails is needed; no part of what is launched. */
  requestReason: oneText,
  idempotencyKey: oneText,
});

/** Fields of which the form may post several values. */
export const proxyManyFields = [...manyFields, 'methods'] as const;

export type ProxyFormValues = z.output<typeof proxyFormSchema>;
export type ProxyField = keyof ProxyFormValues;

export type Preset = keyof typeof upstreamPresets;

/** What a form launches, and why somebody should let it through where it is beyond the guardrails. */
export type LaunchForm = LaunchProxyInput & { requestReason: string };

/** The posted form as it is; refusing is the schema's work. */
export function parseLaunchProxyForm(form: FormData): unknown {
  return formRecord(form, proxyManyFields);
}

/**
 * Form values to what launches. Each issue's path is the field's name and its message a key of the catalogue's
 * `create.invalid`, so that the page words it. Full-width digits and letters (Japanese keyboards) count as ASCII.
 */
export const launchProxySchema = proxyFormSchema.transform((values, context): LaunchForm => {
  const { input, faults } = readProxyForm(values);
  for (const { field, message } of faults) {
    context.issues.push({ code: 'custom', path: [field], message, input: values });
  }
  if (faults.length > 0) return z.NEVER;
  return { ...input, requestReason: values.requestReason.trim() };
});

/** As launchProxySchema, for what is new: it has no date that is past already. */
export const newProxySchema = launchProxySchema.superRefine(({ proxy }, context) => {
  for (const field of pastDates(proxy.lifetime, null, new Date())) {
    context.addIssue({ code: 'custom', path: [field], message: 'past' });
  }
});

/** The candidate for a launch and everything wrong with it; never throws. */
export function readProxyForm(values: ProxyFormValues): {
  input: LaunchProxyInput;
  faults: Fault<ProxyField | 'form'>[];
} {
  const proxy = proxyCandidate(values);
  const network = networkChoice(values);
  const faults = [...proxyFaults(proxy), ...choiceFaults(values, network)];
  if (!isIdempotencyKey(values.idempotencyKey)) {
    faults.push({ field: 'idempotencyKey', message: 'idempotencyKey' });
  }
  return { input: { proxy, network, idempotencyKey: values.idempotencyKey }, faults };
}

/** The spec that the values describe, unchecked: what is no number is NaN and left to the schema. */
export function proxyCandidate(values: ProxyFormValues): Omit<ProxySpecInput, 'network'> {
  const preset = upstreamPresets[values.preset as Preset] ?? { mode: '', timeoutMs: 1000 };
  const timeout = normalized(values.timeoutSeconds);
  const header = normalized(values.apiKeyHeader).toLowerCase();
  const candidate = {
    kind: 'proxy',
    name: normalized(values.name),
    team: normalized(values.team),
    owner: normalized(values.owner),
    environment: values.environment,
    description: values.description.trim(),
    upstream: {
      url: normalized(values.upstreamUrl),
      mode: preset.mode,
      timeoutMs: timeout ? Math.round(numberOf(timeout) * 1000) : preset.timeoutMs,
      apiKeyHeader: header || null,
      methods: values.methods.length === httpMethods.length ? null : values.methods,
    },
    access: values.access || 'vpc',
    limits: {
      quota:
        values.quotaPeriod === 'NONE'
          ? null
          : { limit: numberOf(values.quotaLimit), period: values.quotaPeriod },
      rate: numberOf(values.rate),
      burst: numberOf(values.burst),
    },
    lifetime: {
      reviewOn: normalized(values.reviewOn) || null,
      endsOn: normalized(values.endsOn) || null,
    },
  };
  return candidate as Omit<ProxySpecInput, 'network'>;
}

function networkChoice(values: ProxyFormValues): NetworkChoice {
  if (values.networkChoice === 'existing') {
    return { choice: 'existing', name: normalized(values.existingNetwork) };
  }
  const choice = values.networkChoice === 'adopt' ? 'adopt' : 'create';
  return { choice, network: networkCandidate(values, choice) };
}

function proxyFaults(proxy: Omit<ProxySpecInput, 'network'>): Fault<ProxyField | 'form'>[] {
  const result = proxySpecSchema.safeParse({
    ...proxy,
    network: { name: 'pending', vpcId: pendingVpcId, endpointId: pendingEndpointId },
  });
  if (result.success) return [];
  return distinctFields(
    faultsOf(result.error).map(({ path }) => {
      const field = proxyFieldOf[path.replace(/^(upstream\.methods)\.\d+$/, '$1')];
      if (!field) return { field: 'form' as const, message: 'form' };
      if (field === 'upstreamUrl') return { field, message: upstreamFault(proxy.upstream.url) };
      return { field, message: field };
    }),
  );
}

const proxyFieldOf: Record<string, ProxyField> = {
  name: 'name',
  team: 'team',
  owner: 'owner',
  environment: 'environment',
  description: 'description',
  'upstream.url': 'upstreamUrl',
  'upstream.mode': 'preset',
  'upstream.timeoutMs': 'timeoutSeconds',
  'upstream.apiKeyHeader': 'apiKeyHeader',
  'upstream.methods': 'methods',
  access: 'access',
  'limits.quota': 'quotaPeriod',
  'limits.quota.limit': 'quotaLimit',
  'limits.quota.period': 'quotaPeriod',
  'limits.rate': 'rate',
  'limits.burst': 'burst',
  'lifetime.reviewOn': 'reviewOn',
  'lifetime.endsOn': 'endsOn',
};

function upstreamFault(url: string): string {
  if (url === '') return 'required';
  const checked = checkUpstreamUrl(url);
  return checked.ok ? 'upstreamUrl' : `upstream.${checked.fault}`;
}

function choiceFaults(
  values: ProxyFormValues,
  network: NetworkChoice,
): Fault<ProxyField | 'form'>[] {
  if (!['existing', 'create', 'adopt'].includes(values.networkChoice)) {
    return [{ field: 'networkChoice', message: 'networkChoice' }];
  }
  if (network.choice === 'existing') {
    return network.name ? [] : [{ field: 'existingNetwork', message: 'existingNetwork' }];
  }
  // What the proxy's own fields say is not said twice; an empty network name follows the proxy's.
  const said: string[] = ['team', 'owner', 'environment', 'description'];
  if (values.networkName.trim() === '') said.push('networkName');
  return networkFaults(network.network, network.choice).filter(
    ({ field }) => !said.includes(field),
  );
}
