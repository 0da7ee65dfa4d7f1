import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a member may hold beyond its type. `of` and `key` hold for the entries of a list or a map. */
export type Constraint = {
  enum?: string[];
  pattern?: string;
  /** Characters of a string, entries of a list, or the bounds of a number. */
  min?: number;
  max?: number;
  whole?: true;
  of?: Constraint;
  key?: Constraint;
};

export type ServiceConstraints = {
  structures: Record<string, Record<string, Constraint>>;
  errors: Record<string, string[]>;
};

/**
 * Enums, lengths, ranges, patterns and declared errors, by SigV4's name of the service. The SDK's schemas do not have
 * them: they come from botocore's models of the same services and are renewed by `npm run conformance -- models`.
 */
export const constraints: { botocore: string; services: Record<string, ServiceConstraints> } =
  JSON.parse(readFileSync(join(import.meta.dirname, 'constraints.json'), 'utf8'));
