import { randomBytes } from 'node:crypto';
import { AwsFault, type ResourceProvider, type SandboxContext } from '../../context';
import type { Role } from '../../iam/store';
import {
  allTags,
  noAttribute,
  number,
  objects,
  type Properties,
  requireText,
  text,
  texts,
} from './properties';

const type = 'AWS::IAM::Role';
const nameLengthMax = 64;

export const roleProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties, stackName, logicalId } = request;
    const suffix = randomBytes(6).toString('base64url').replace(/\W|_/g, 'x');
    const given = text(properties, 'RoleName');
    const roleName =
      given ??
      `${`${stackName}-${logicalId}`.slice(0, nameLengthMax - suffix.length - 1)}-${suffix}`;
    if (!/^[\w+=,.@-]{1,64}$/.test(roleName)) {
      throw new AwsFault(
        'ValidationError',
        `1 validation error detected: Value '${roleName}' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+`,
      );
    }
    if (context.iam.roles.has(roleName)) {
      throw new AwsFault('EntityAlreadyExists', `Role with name ${roleName} already exists.`, 409);
    }
    const path = text(properties, 'Path') ?? '/';
    context.iam.roles.set(roleName, {
      roleName,
      roleId: `AROA${randomBytes(8).toString('hex').toUpperCase()}`,
      arn: `arn:aws:iam::${context.accountId}:role${path}${roleName}`,
      path,
      ...changeable(context, properties),
      tags: allTags(request),
    });
    return { physicalId: roleName };
  },
  async update(context, request) {
    const role = requireRole(context, request.physicalId);
    // Policies attached by AWS::IAM::Policy and ManagedPolicy of their own stay.
    const own = changeable(context, request.properties);
    const previous = changeable(context, request.previous);
    const kept = Object.entries(role.policies).filter(([name]) => !(name in previous.policies));
    const keptArns = role.managedPolicyArns.filter(
      (arn) => !previous.managedPolicyArns.includes(arn),
    );
    Object.assign(role, own, {
      policies: { ...Object.fromEntries(kept), ...own.policies },
      managedPolicyArns: [...new Set([...own.managedPolicyArns, ...keptArns])],
      tags: allTags(request),
    });
  },
  async delete(context, { physicalId, properties }) {
    const role = requireRole(context, physicalId);
    const own = changeable(context, properties);
    const isAttached = role.managedPolicyArns.some((arn) => !own.managedPolicyArns.includes(arn));
    if (isAttached) {
      throw new AwsFault(
        'DeleteConflict',
        'Cannot delete entity, must detach all policies first.',
        409,
      );
    }
    context.iam.roles.delete(physicalId);
  },
  attribute(context, physicalId, name) {
    const role = requireRole(context, physicalId);
    if (name === 'Arn') return role.arn;
    if (name === 'RoleId') return role.roleId;
    throw noAttribute(type, name);
  },
};

export function requireRole(context: SandboxContext, roleName: string): Role {
  const role = context.iam.roles.get(roleName);
  if (!role) {
    throw new AwsFault('NoSuchEntity', `The role with name ${roleName} cannot be found.`, 404);
  }
  return role;
}

function changeable(context: SandboxContext, properties: Properties) {
  const managedPolicyArns = texts(properties, 'ManagedPolicyArns');
  for (const arn of managedPolicyArns) refuseUnknownPolicy(context, arn);
  return {
    assumeRolePolicyDocument: properties.AssumeRolePolicyDocument,
    description: text(properties, 'Description') ?? '',
    maxSessionDuration: number(properties, 'MaxSessionDuration') ?? 3600,
    permissionsBoundary: text(properties, 'PermissionsBoundary') ?? null,
    managedPolicyArns,
    policies: Object.fromEntries(
      objects(properties, 'Policies').map((policy) => [
        requireText(policy, 'PolicyName'),
        policy.PolicyDocument,
      ]),
    ),
  };
}

/** AWS's own policies are taken on trust; the account's must exist. */
function refuseUnknownPolicy(context: SandboxContext, arn: string): void {
  if (/^arn:aws[\w-]*:iam::aws:policy\//.test(arn) || context.iam.managedPolicies.has(arn)) return;
  throw new AwsFault('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
}
