/** A policy of any kind (resource, endpoint, identity), with lists where AWS also takes single values. */
export type Statement = {
  sid: string | null;
  effect: 'Allow' | 'Deny';
  principal: { not: boolean; values: Record<string, string[]> } | null;
  action: { not: boolean; values: string[] };
  resource: { not: boolean; values: string[] };
  /** Operator → key → values. */
  condition: Record<string, Record<string, string[]>>;
};

export type PolicyDocument = { version: string; statements: Statement[] };

/** Reads a policy document from JSON text or a parsed object; null if it is neither. */
export function parsePolicy(source: unknown): PolicyDocument | null {
  const document = typeof source === 'string' ? parseJson(source) : source;
  if (typeof document !== 'object' || document === null) return null;
  const { Version, Statement } = document as { Version?: unknown; Statement?: unknown };
  return {
    // Without a version AWS takes the oldest, which has no policy variables.
    version: String(Version ?? '2008-10-17'),
    statements: ([Statement ?? []].flat() as Record<string, unknown>[]).map(toStatement),
  };
}

function toStatement(raw: Record<string, unknown>): Statement {
  return {
    sid: typeof raw.Sid === 'string' ? raw.Sid : null,
    effect: raw.Effect === 'Allow' ? 'Allow' : 'Deny',
    principal: toPrincipal(raw),
    action: either(raw, 'Action', 'NotAction'),
    resource: either(raw, 'Resource', 'NotResource'),
    condition: Object.fromEntries(
      Object.entries((raw.Condition ?? {}) as Record<string, Record<string, unknown>>).map(
        ([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, list(value)])),
        ],
      ),
    ),
  };
}

function toPrincipal(raw: Record<string, unknown>): Statement['principal'] {
  const not = 'NotPrincipal' in raw;
  const value = not ? raw.NotPrincipal : raw.Principal;
  if (value === undefined) return null;
  if (typeof value === 'string') return { not, values: { AWS: [value] } };
  const entries = Object.entries(value as Record<string, unknown>);
  return { not, values: Object.fromEntries(entries.map(([kind, it]) => [kind, list(it)])) };
}

function either(raw: Record<string, unknown>, yes: string, no: string) {
  const not = no in raw;
  return { not, values: list(not ? raw[no] : raw[yes]) };
}

function list(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
