import { canonical } from '../canonical';

type Json = Record<string, unknown>;

/**
 * A resource policy by what it means, as text: policies that allow and deny the same have the same one. AWS rewrites
 * what it is given (aws-facts A4, A5): `execute-api:/…` becomes a whole ARN, a list of one its member, an account its
 * root; order and names of statements mean nothing. Null where the text is no policy.
 */
export function policyMeaning(policy: unknown, apiArn: string): string | null {
  const document = documentOf(policy);
  if (!document) return null;
  const statements = list(document.Statement).map((one) =>
    canonical(statementMeaning(one as Json, apiArn)),
  );
  const Version = document.Version ?? versionUnsaid;
  return canonical({ Version, Statement: [...new Set(statements)].sort() });
}

/** IAM's own, where a policy names none (IAM JSON policy elements: Version). */
const versionUnsaid = '2008-10-17';

function documentOf(policy: unknown): Json | null {
  if (typeof policy === 'object' && policy !== null) return policy as Json;
  if (typeof policy !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(policy);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Json) : null;
  } catch {
    return null;
  }
}

function statementMeaning(statement: Json, apiArn: string): Json {
  const meaning: Json = { Effect: statement.Effect };
  for (const name of ['Action', 'NotAction'])
    if (name in statement)
      meaning[name] = set(list(statement[name]).map((it) => String(it).toLowerCase()));
  for (const name of ['Resource', 'NotResource'])
    if (name in statement)
      meaning[name] = set(list(statement[name]).map((it) => expanded(String(it), apiArn)));
  for (const name of ['Principal', 'NotPrincipal'])
    if (name in statement) meaning[name] = principalMeaning(statement[name]);
  if (statement.Condition) meaning.Condition = conditionMeaning(statement.Condition as Json);
  return meaning;
}

function expanded(resource: string, apiArn: string): string {
  const short = 'execute-api:/';
  return resource.startsWith(short) ? `${apiArn}/${resource.slice(short.length)}` : resource;
}

/** Everybody is written `*` or `{AWS: *}`, an account by its number or its root (IAM JSON policy elements: Principal). */
function principalMeaning(principal: unknown): Json {
  const kinds = typeof principal === 'string' ? { AWS: principal } : (principal as Json);
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, names]) => [kind, set(list(names).map(rootOf))]),
  );
}

function rootOf(name: unknown): string {
  return String(name).replace(/^arn:aws[a-z-]*:iam::(\d{12}):root$/, '$1');
}

/** Names of condition keys are read without regard to case; a value is a list of one (IAM: Condition). */
function conditionMeaning(condition: Json): Json {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys as Json).map(([key, values]) => [
          key.toLowerCase(),
          set(list(values).map(String)),
        ]),
      ),
    ]),
  );
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

function set(values: string[]): string[] {
  return [...new Set(values)].sort();
}
