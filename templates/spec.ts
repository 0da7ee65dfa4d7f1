import { z } from 'zod';
import { bootstrapSpecSchema } from './bootstrap/spec';
import { networkSpecSchema } from './network/spec';
import { proxySpecSchema } from './proxy/spec';

/** Everything Sluice can make a stack of, told apart by `kind`. */
export const specSchema = z.discriminatedUnion(
  'kind',
  [proxySpecSchema, networkSpecSchema, bootstrapSpecSchema],
  'must be proxy, network or bootstrap',
);

export type Spec = z.output<typeof specSchema>;

export type SpecInput = z.input<typeof specSchema>;

/** What is wrong, and where: `path` is dotted (`limits.quota.limit`, `vpc.azs.0`), empty for the whole. */
export type Fault = { path: string; message: string };

/** Reads a spec from anything. Never throws; every fault is listed, in the order of the spec. */
export function parseSpec(
  input: unknown,
): { ok: true; spec: Spec } | { ok: false; faults: Fault[] } {
  const parsed = parseAs(specSchema, input);
  return parsed.ok ? { ok: true, spec: parsed.value } : parsed;
}

/** As parseSpec, with any schema that is made of this room's. */
export function parseAs<S extends z.ZodType>(
  schema: S,
  input: unknown,
): { ok: true; value: z.output<S> } | { ok: false; faults: Fault[] } {
  const parsed = schema.safeParse(input, { error: plainMessage });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, faults: faultsOf(parsed.error) };
}

/** The faults of any schema of this room, one per field: unknown keys and alternatives are told apart. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => expand(issue, []));
}

function expand(issue: z.core.$ZodIssue, above: PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not known' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((inner) => expand(inner, path));
  }
  if (issue.code === 'invalid_key') {
    const message = issue.issues[0]?.message ?? issue.message;
    return [{ path: path.join('.'), message }];
  }
  return [{ path: path.join('.'), message: issue.message }];
}

/** Of the alternatives, the one the input was most likely meant to be: the one that knows more of its keys. */
function closest(alternatives: z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const weight = (issues: z.core.$ZodIssue[]) =>
    issues.reduce(
      (sum, issue) =>
        sum +
        (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : isMissing(issue) ? 10 : 1),
      0,
    );
  return alternatives.reduce((best, next) => (weight(next) < weight(best) ? next : best));
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && /received undefined|is required/.test(issue.message);
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of fields',
  record: 'a group of fields',
  array: 'a list',
};

/** Messages for what the schemas leave to zod; undefined where zod's own stands. */
function plainMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is required';
    return `must be ${typeNames[String(issue.expected)] ?? String(issue.expected)}`;
  }
  return undefined;
}
