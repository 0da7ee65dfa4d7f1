import { z } from 'zod';

/** The methods that a caller may use, in the order in which they are kept and shown: what only reads comes first. */
export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export type HttpMethod = (typeof httpMethods)[number];

/**
 * Null lets every method pass. Canonical: in the order above, each once, and all seven are none chosen. (API Gateway
 * knows no others: AWS::ApiGateway::Method HttpMethod.)
 */
export const methodsSchema = z
  .array(z.enum(httpMethods, `must be one of ${httpMethods.join(', ')}`))
  .min(1, 'must name at least one method, or be null for all')
  .transform((chosen) => {
    const distinct = httpMethods.filter((method) => chosen.includes(method));
    return distinct.length === httpMethods.length ? null : distinct;
  })
  .nullable()
  .default(null);

/** Which methods pass. */
export function methodsOf({ methods }: { methods: readonly HttpMethod[] | null }) {
  return methods ?? httpMethods;
}

/** Which do not: those that the gateway answers with 403. */
export function refusedMethods(upstream: { methods: readonly HttpMethod[] | null }) {
  const passing = methodsOf(upstream);
  return httpMethods.filter((method) => !passing.includes(method));
}

/** What to try a proxy with: the method that changes least among those that pass. */
export function trialMethod(upstream: { methods: readonly HttpMethod[] | null }): HttpMethod {
  return methodsOf(upstream)[0] ?? 'GET';
}

/**
 * The methods that the Allow statements of a resource policy name, as this room or API Gateway writes them; null where
 * they name none, so that every method passes, or where they say something else. For showing and for taking over what
 * somebody changed by hand; whether a call passes is the evaluator's to say.
 */
export function allowedMethods(statements: unknown): HttpMethod[] | null {
  const all = [statements ?? []].flat() as { Effect?: unknown; Resource?: unknown }[];
  const named = all
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Resource }) => Resource ?? [])
    .map((resource) => ofMethod(String(resource))?.method);
  const parsed = methodsSchema.safeParse(named);
  return parsed.success ? parsed.data : null;
}

/** A stage's resource of one method, taken apart; null for any other. */
export function ofMethod(resource: string): { stage: string; method: string } | null {
  const [, stage, method] =
    /^((?:arn:[^/]*|execute-api:)\/[^/*]+)\/([A-Z]+)\/\*$/.exec(resource) ?? [];
  return stage && method ? { stage, method } : null;
}
