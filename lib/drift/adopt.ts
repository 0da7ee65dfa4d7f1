import type { z } from 'zod';
import { allowedMethods } from '@/templates/proxy/http-methods';
import type { ProxySpec } from '@/templates/proxy/spec';
import { proxySpecSchema } from '@/templates/proxy/spec';
import type { Compared } from './compare';
import { type Facts, factKey } from './types';

/**
 * The saved spec with what it can say of what is, and which differences it then says exactly. A spec knows limits,
 * timeout, mode, upstream, methods, description and whether a key is on; whether it says the same is not assumed but rendered and compared.
 */
export function adoptActual(
  saved: ProxySpec,
  drifted: readonly Compared[],
  factsOf: (spec: ProxySpec) => Facts,
): { spec: ProxySpec; adopted: ReadonlySet<Compared> } {
  return adoptSaid(saved, drifted, { schema: proxySpecSchema, changeFor, factsOf });
}

/** The same of any kind of spec: `changeFor` is what it would say of a difference, null where it has no word for it. */
export function adoptSaid<S>(
  saved: S,
  drifted: readonly Compared[],
  {
    schema,
    changeFor: change,
    factsOf,
  }: {
    schema: z.ZodType<S>;
    changeFor: (spec: S, one: Compared) => unknown;
    factsOf: (spec: S) => Facts;
  },
): { spec: S; adopted: ReadonlySet<Compared> } {
  let spec = saved;
  for (const one of drifted) {
    const parsed = schema.safeParse(change(spec, one));
    if (parsed.success) spec = parsed.data;
  }
  const rendered = factsOf(spec);
  const saysIt = (one: Compared) => {
    const fact = rendered.get(factKey(one.where, one.property));
    // AWS writes a policy in its own words.
    if (one.property === 'Policy') return fact !== undefined && one.actualMeaning === fact.meaning;
    return one.actual !== null
      ? fact !== undefined && one.actual === textOf(fact.value)
      : fact === undefined;
  };
  return { spec, adopted: new Set(drifted.filter(saysIt)) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Null where the spec has no word for it. */
function changeFor(spec: ProxySpec, { where, property, actualValue: value }: Compared): unknown {
  const { limits, upstream } = spec;
  switch (property) {
    case 'Quota.Limit':
    case 'Quota.Period': {
      if (value === undefined) return { ...spec, limits: { ...limits, quota: null } };
      const quota = limits.quota ?? { limit: 1, period: 'DAY' };
      const change = property === 'Quota.Limit' ? { limit: value } : { period: value };
      return { ...spec, limits: { ...limits, quota: { ...quota, ...change } } };
    }
    case 'Throttle.RateLimit':
      return { ...spec, limits: { ...limits, rate: value } };
    case 'Throttle.BurstLimit':
      return { ...spec, limits: { ...limits, burst: value } };
    case 'Integration.TimeoutInMillis':
      return { ...spec, upstream: { ...upstream, timeoutMs: value } };
    case 'Integration.ResponseTransferMode':
      return {
        ...spec,
        upstream: { ...upstream, mode: value === 'STREAM' ? 'stream' : 'buffered' },
      };
    case 'Integration.Uri':
      return {
        ...spec,
        upstream: { ...upstream, url: String(value).replace(/\/(\{proxy\})?$/, '') },
      };
    case 'Policy': {
      const { Statement } = (value ?? {}) as { Statement?: unknown };
      return { ...spec, upstream: { ...upstream, methods: allowedMethods(Statement) } };
    }
    case 'Enabled':
      return keyChange(spec, where, value);
    case 'Description':
      return { ...spec, description: value };
    default:
      return null;
  }
}

/** A key that was switched on or off outside. The probe's own is always on. */
function keyChange(spec: ProxySpec, where: string, enabled: unknown): unknown {
  const slot = where === 'KeyA' ? 'a' : where === 'KeyB' ? 'b' : null;
  const key = slot && spec.keys[slot];
  return slot && key ? { ...spec, keys: { ...spec.keys, [slot]: { ...key, enabled } } } : null;
}
