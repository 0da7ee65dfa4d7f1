import { type Integration, isHttp, type Model } from './model';
import { literal } from './values';

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
  const found: Record<string, string | undefined> = {
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
