import { type ConditionContext, valuesOf } from './conditions';

const variable = /\$\{([^}]*)\}/g;

/**
 * Fills `${key}` and `${key, 'default'}` from the request. `${*}`, `${?}` and `${$}` are the characters themselves.
 * Null if a key has no value and no default: then the element matches nothing (IAM user guide, policy variables).
 */
export function fillVariables(text: string, context: ConditionContext): string | null {
  let isComplete = true;
  const filled = text.replace(variable, (_whole, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return inner;
    const [, key = '', fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
    const values = valuesOf(key.trim(), context);
    if (values?.length === 1 && values[0] !== undefined) return values[0];
    if (fallback !== undefined) return fallback;
    isComplete = false;
    return '';
  });
  return isComplete ? filled : null;
}
