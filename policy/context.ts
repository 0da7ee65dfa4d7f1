/** What a request says about itself, by key. A list marks a key that can have several values, even if it has one. */
export type ConditionContext = Record<string, string | string[]>;

/** Keys are compared without regard to case. */
export function valuesOf(key: string, context: ConditionContext): string | string[] | null {
  const wanted = key.toLowerCase();
  return Object.entries(context).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}
