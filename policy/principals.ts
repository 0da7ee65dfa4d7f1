import type { Statement } from './document';

/**
 * Whether a statement speaks of a caller: an ARN, or null for an anonymous one, whom only `*` names. A statement
 * without a principal (identity policies) concerns every caller. That a NotPrincipal which names a user without its
 * account excludes nobody (IAM user guide, NotPrincipal) is not modelled.
 */
export function concerns(principal: Statement['principal'], caller: string | null): boolean {
  if (principal === null) return true;
  const names = principal.values.AWS ?? [];
  const isNamed = names.includes('*') || (caller !== null && names.some((it) => is(it, caller)));
  return isNamed !== principal.not;
}

/** The caller itself, its account by id or root ARN, or the role that it is a session of. */
function is(name: string, caller: string): boolean {
  if (name === caller) return true;
  const account = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  if (account !== undefined) return caller.split(':')[4] === account;
  const session = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller);
  const role = /^arn:([\w-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(name);
  return session !== null && role?.slice(1).join() === session.slice(1).join();
}
