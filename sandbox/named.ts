/**
 * An object whose keys callers choose. It has no prototype: a stage may be called `toString`, and is not there before
 * it is made. JSON and `structuredClone` give ordinary objects back, so these come here again.
 */
export function named<T>(entries: Record<string, T> = {}): Record<string, T> {
  return Object.assign(Object.create(null), entries);
}
