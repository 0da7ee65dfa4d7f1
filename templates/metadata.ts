import { keysSchema } from './proxy/key-slots';
import { lifetimeSchema } from './proxy/lifetime';
import type { ProxySpec } from './proxy/spec';
import { parseSpec, type Spec } from './spec';

/** A spec as the text that a template keeps: ASCII, and a string because CloudFormation takes no nulls. */
export function specToMetadata(spec: Spec): string {
  return JSON.stringify(withoutLater(spec), null, 2).replace(/\P{ASCII}/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A field that came later stands only where it says something: a stack made before it is not told to be another. */
function withoutLater(spec: Spec): object {
  if (spec.kind !== 'proxy') return spec;
  const said = Object.entries({ ...spec, upstream: saidOf(spec.upstream) });
  return Object.fromEntries(said.filter(([key, value]) => JSON.stringify(value) !== later[key]));
}

function saidOf({ methods, ...upstream }: ProxySpec['upstream']): object {
  return methods === null ? upstream : { ...upstream, methods };
}

const later: Record<string, string> = {
  keys: JSON.stringify(keysSchema.parse(undefined)),
  lifetime: JSON.stringify(lifetimeSchema.parse(undefined)),
  errorPages: 'null',
};

/**
 * The spec that a stack was made from, of its template's Metadata section (as GetTemplateSummary gives it, parsed).
 * Null where there is none, or none that this version understands. Never throws.
 */
export function specOfMetadata(metadata: unknown): Spec | null {
  const kept = (metadata as { Sluice?: { Spec?: unknown } } | null)?.Sluice?.Spec;
  if (typeof kept !== 'string') return null;
  try {
    const parsed = parseSpec(JSON.parse(kept));
    return parsed.ok ? parsed.spec : null;
  } catch {
    return null;
  }
}
