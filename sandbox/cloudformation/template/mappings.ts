import { isObject, type Json, type JsonObject, validationError } from './document';

/**
 * Two levels of keys, then text or a list of it. Texts recorded from AWS: LocalStack's validated snapshots,
 * tests/aws/services/cloudformation/engine/test_mappings.
 */
export function readMappings(mappings: JsonObject): JsonObject {
  for (const mapping of Object.values(mappings)) {
    for (const [key, row] of Object.entries(isObject(mapping) ? mapping : {})) {
      if (!isObject(row)) {
        throw validationError(`Template format error: Every Mappings member ${key} must be a map`);
      }
      if (!Object.values(row).every(isMapped)) {
        throw validationError(
          'Template format error: Every Mappings attribute must be a String or a List.',
        );
      }
    }
  }
  return mappings;
}

function isMapped(value: Json): boolean {
  return Array.isArray(value)
    ? value.every((entry) => typeof entry !== 'object')
    : !isObject(value);
}
