import { nameSchema } from '@/templates/names';
import { type Integration, isHttp, type Model } from './model';
import type { Value } from './types';
import { entriesOf, literal, textOf } from './values';

/** What a create form can take over from a template, by the names of its fields, and the fields it says nothing plain of. */
export type Understood = {
  params: Record<string, string>;
  missing: ('upstreamUrl' | 'timeoutSeconds' | 'quotaLimit' | 'rate' | 'burst')[];
};

const asked = ['upstreamUrl', 'timeoutSeconds', 'quotaLimit', 'rate', 'burst'] as const;

/**
 * The form's values that a pasted template holds as plain text; null where it forwards to no HTTP upstream. Only what
 * is one and the same in it is taken: of two usage plans or two upstreams neither is chosen.
 */
export function understood(model: Model): Understood | null {
  const forwards = model.integrations.filter((each) => isHttp(model, each));
  if (forwards.length === 0) return null;
  const plans = model.of('plan');
  const isStreamed = forwards.some((each) => transfer(model, each) === 'STREAM');
  const found: Record<string, string | undefined> = {
    name: only(model.of('api').map((each) => usableName(model.get(each, ['name', 'Name'])))),
    preset: isStreamed ? 'llm' : undefined,
    apiKeyHeader: only(forwards.map((each) => ownKeyHeader(model, each))),
    upstreamUrl: only(forwards.map((each) => upstream(model, each))),
    timeoutSeconds: only(forwards.map((each) => seconds(model, each))),
    quotaLimit: only(plans.map((each) => literal(model.get(each, quota, ['limit', 'Limit'])))),
    quotaPeriod: only(plans.map((each) => literal(model.get(each, quota, ['period', 'Period'])))),
    rate: only(
      plans.map((each) => literal(model.get(each, throttle, ['rate_limit', 'RateLimit']))),
    ),
    burst: only(
      plans.map((each) => literal(model.get(each, throttle, ['burst_limit', 'BurstLimit']))),
    ),
  };
  const params = Object.fromEntries(
    Object.entries(found).filter((each): each is [string, string] => each[1] !== undefined),
  );
  return { params, missing: asked.filter((name) => found[name] === undefined) };
}

const usableName = (value: Value | undefined) => nameSchema.safeParse(literal(value)).data;

const transfer = (model: Model, each: Integration) =>
  literal(model.get(each, ['response_transfer_mode', 'ResponseTransferMode']));

/** The header in which callers bring the upstream's own key, which then takes the place of the gateway's. */
function ownKeyHeader(model: Model, each: Integration): string | undefined {
  const mapped = entriesOf(model.get(each, ['request_parameters', 'RequestParameters'])).find(
    ({ key }) => /^integration\.request\.header\.x-api-key$/i.test(key),
  );
  const header = /^method\.request\.header\.(.+)$/.exec(textOf(mapped?.value))?.[1];
  return header?.toLowerCase() === 'x-api-key' ? undefined : header;
}

const quota = ['quota_settings', 'Quota'] as const;
const throttle = ['throttle_settings', 'Throttle'] as const;

function only(values: (string | undefined)[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** The upstream's base: its host, and the path before a placeholder; a constant path is one call, not a base. */
function upstream(model: Model, each: Integration): string | undefined {
  const uri = literal(model.get(each, ['uri', 'Uri'])) ?? '';
  const parts = /^(https:\/\/[^/{}?#\s]+)([^{}?#\s]*?)\/?(\{\w+\})?$/.exec(uri);
  if (!parts) return undefined;
  return parts[3] ? `${parts[1]}${parts[2]}` : parts[1];
}

function seconds(model: Model, each: Integration): string | undefined {
  const ms = Number(literal(model.get(each, ['timeout_milliseconds', 'TimeoutInMillis'])));
  return Number.isFinite(ms) ? String(ms / 1000) : undefined;
}
