import { type Decision, evaluatePolicy } from '../../policy/evaluate';
import type { Need } from './need';
import type { Principal } from './principal';

/**
 * Null when the principal may; otherwise the end of AWS's sentence. The order is IAM's own: an explicit deny
 * anywhere, then what only a resource's policy grants, then boundary, session and identity each have to allow (IAM
 * user guide, "Policy evaluation logic"; the wordings, "Troubleshoot access denied error messages").
 */
export function refusalOf(principal: Principal, need: Need, now: number): string | null {
  const ask = (documents: unknown[]) => decide(principal, need, now, documents);
  const identity = ask(principal.identity);
  const boundary = principal.boundary === null ? 'allow' : ask([principal.boundary]);
  const session = principal.session === null ? 'allow' : ask(principal.session);
  const resource = need.resourcePolicy === undefined ? 'implicitDeny' : ask([need.resourcePolicy]);
  const kinds: [Decision, string, string][] = [
    [identity, 'an identity-based policy', 'identity-based policy'],
    [resource, 'a resource-based policy', 'resource-based policy'],
    [boundary, 'a permissions boundary', 'permissions boundary'],
    [session, 'a session policy', 'session policy'],
  ];
  const denying = kinds.find(([decision]) => decision === 'explicitDeny');
  if (denying) return `with an explicit deny in ${denying[1]}`;
  if (resource === 'allow') return null;
  const lacking = kinds.find(
    ([decision, , name]) => decision === 'implicitDeny' && name !== 'resource-based policy',
  );
  return lacking ? `because no ${lacking[2]} allows the ${need.action} action` : null;
}

/** Many documents together. */
function decide(principal: Principal, need: Need, now: number, documents: unknown[]): Decision {
  const context = {
    ...need.context,
    'aws:PrincipalArn': principal.roleArn ?? principal.arn,
    'aws:PrincipalAccount': principal.arn.split(':')[4] ?? '',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
  };
  const { action, resource } = need;
  const decisions = documents.map((document) =>
    evaluatePolicy(document, { principal: principal.arn, action, resource, context }),
  );
  if (decisions.includes('explicitDeny')) return 'explicitDeny';
  return decisions.includes('allow') ? 'allow' : 'implicitDeny';
}
