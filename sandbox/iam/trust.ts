import { evaluatePolicy } from '../../policy/evaluate';
import { AwsFault, type AwsRequest, type SandboxContext } from '../context';
import { Form } from '../wire/form';
import { refusalOf } from './decide';
import { findRole, type Principal } from './principal';
import { refusal } from './refusals';
import type { Role } from './store';

type Document = { Version?: string; Statement?: unknown };
type Raw = { Principal?: unknown } & Record<string, unknown>;

/**
 * Throws unless the principal may assume the role: its trust policy must name the principal, or name the account
 * and the principal's own policies allow it too (IAM user guide, "Cross-account resource access", the case of one
 * account). A role that is not there is denied in the same words, so that nobody learns which roles there are.
 */
export function refuseAssume(
  context: SandboxContext,
  principal: Principal,
  roleArn: string,
  conditions: Record<string, string>,
): Role {
  const role = findRole(context, roleArn);
  const denied = refusal(
    'denied',
    'sts',
    `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
  if (!role) throw denied;
  const need = { action: 'sts:AssumeRole', resource: roleArn, context: conditions };
  const trust = asTrust(role);
  if (decideTrust(trust, principal, conditions) !== 'allow') throw denied;
  const namesPrincipal = decideTrust(withoutAccounts(trust), principal, conditions) === 'allow';
  const own = refusalOf(
    principal,
    namesPrincipal ? { ...need, resourcePolicy: grant } : need,
    context.clock.now(),
  );
  if (own !== null) throw denied;
  return role;
}

/** The role that a call hands to CloudFormation must be one that CloudFormation can assume. */
export function refuseUnassumable(context: SandboxContext, request: AwsRequest): void {
  if (request.service !== 'cloudformation') return;
  const roleArn = Form.parse(request.body).get('RoleARN');
  if (roleArn === undefined) return;
  const role = findRole(context, roleArn);
  if (role && isAssumableBy(role, 'cloudformation.amazonaws.com')) return;
  throw new AwsFault('ValidationError', `Role ${roleArn} is invalid or cannot be assumed`);
}

/** Stands for "the resource's own policy allows", already decided. */
const grant = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
};

/** A trust policy has no Resource; the evaluator wants one, and the role is the only one there can be. */
function asTrust(role: Role): Document {
  const document = role.assumeRolePolicyDocument as Document;
  return mapStatements(document, (raw) => ({ ...raw, Resource: '*' }));
}

function isAssumableBy(role: Role, service: string): boolean {
  const named = mapStatements(asTrust(role), (raw) => {
    const principal = raw.Principal as { Service?: unknown } | undefined;
    return { ...raw, Principal: { AWS: principal?.Service ?? [] } };
  });
  const request = { principal: service, action: 'sts:AssumeRole', resource: role.arn, context: {} };
  return evaluatePolicy(named, request) === 'allow';
}

function decideTrust(document: Document, principal: Principal, context: Record<string, string>) {
  return evaluatePolicy(document, {
    principal: principal.arn,
    action: 'sts:AssumeRole',
    resource: '*',
    context: { ...context, 'aws:PrincipalArn': principal.roleArn ?? principal.arn },
  });
}

/** The same trust without statements that trust a whole account. */
function withoutAccounts(document: Document): Document {
  return mapStatements(document, (raw) => {
    const { AWS } = (
      typeof raw.Principal === 'object' ? raw.Principal : { AWS: raw.Principal }
    ) as {
      AWS?: unknown;
    };
    const names = [AWS ?? []].flat().map(String);
    if (raw.Effect === 'Deny') return raw;
    return {
      ...raw,
      Principal: { AWS: names.filter((name) => !/^\d{12}$|:root$|^\*$/.test(name)) },
    };
  });
}

function mapStatements(document: Document, change: (raw: Raw) => Raw): Document {
  return {
    ...document,
    Statement: [document.Statement ?? []].flat().map((it) => change(it as Raw)),
  };
}
