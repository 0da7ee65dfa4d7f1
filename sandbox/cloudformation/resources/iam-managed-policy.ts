import { randomBytes } from 'node:crypto';
import { AwsFault, type ResourceProvider, type SandboxContext } from '../../context';
import { requireRole } from './iam-role';
import { noAttribute, type Properties, text, texts } from './properties';

const type = 'AWS::IAM::ManagedPolicy';

export const managedPolicyProvider: ResourceProvider = {
  type,
  async create(context, { properties, stackName, logicalId }) {
    const suffix = randomBytes(6).toString('hex').toUpperCase();
    const policyName =
      text(properties, 'ManagedPolicyName') ?? `${stackName}-${logicalId}-${suffix}`;
    const path = text(properties, 'Path') ?? '/';
    const arn = `arn:aws:iam::${context.accountId}:policy${path}${policyName}`;
    if (context.iam.managedPolicies.has(arn)) {
      throw new AwsFault(
        'EntityAlreadyExists',
        `A policy called ${policyName} already exists. Duplicate names are not allowed.`,
        409,
      );
    }
    for (const roleName of texts(properties, 'Roles')) requireRole(context, roleName);
    context.iam.managedPolicies.set(arn, {
      arn,
      policyName,
      policyId: `ANPA${randomBytes(8).toString('hex').toUpperCase()}`,
      path,
      description: text(properties, 'Description') ?? '',
      document: properties.PolicyDocument,
    });
    attach(context, arn, properties);
    return { physicalId: arn };
  },
  async update(context, { properties, previous, physicalId }) {
    const policy = context.iam.managedPolicies.get(physicalId);
    if (policy) policy.document = properties.PolicyDocument;
    detach(context, physicalId, previous);
    attach(context, physicalId, properties);
  },
  async delete(context, { physicalId, properties }) {
    detach(context, physicalId, properties);
    const isAttached = [...context.iam.roles.values()].some((role) =>
      role.managedPolicyArns.includes(physicalId),
    );
    if (isAttached) {
      throw new AwsFault('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
    }
    context.iam.managedPolicies.delete(physicalId);
  },
  attribute(context, physicalId, name) {
    if (name === 'PolicyArn') return physicalId;
    const policy = context.iam.managedPolicies.get(physicalId);
    if (name === 'PolicyId' && policy) return policy.policyId;
    throw noAttribute(type, name);
  },
};

function attach(context: SandboxContext, arn: string, properties: Properties): void {
  for (const roleName of texts(properties, 'Roles')) {
    const role = requireRole(context, roleName);
    role.managedPolicyArns = [...new Set([...role.managedPolicyArns, arn])];
  }
}

function detach(context: SandboxContext, arn: string, properties: Properties): void {
  for (const roleName of texts(properties, 'Roles')) {
    const role = context.iam.roles.get(roleName);
    if (role) role.managedPolicyArns = role.managedPolicyArns.filter((other) => other !== arn);
  }
}
