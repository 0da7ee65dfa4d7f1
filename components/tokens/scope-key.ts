import { type TokenScope, tokenScopes } from '@/lib/identity/token-choices';

/** A message key may hold no dot: that means nesting. */
export type ScopeKey = Dashed<TokenScope>;
type Dashed<T> = T extends `${infer A}.${infer B}` ? `${A}-${B}` : never;

/** Null for a scope that this version does not know any more. */
export function scopeKey(scope: string): ScopeKey | null {
  const known = tokenScopes.find((each) => each === scope);
  return known ? (known.replace('.', '-') as ScopeKey) : null;
}
