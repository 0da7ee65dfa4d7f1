import { randomBytes } from 'node:crypto';
import { AwsFault, type ResourceProvider, type SandboxContext } from '../../context';
import { requireRole } from './iam-role';
import { noAttribute, type Properties, requireText, texts } from './properties';

const type = 'AWS::IAM::Policy';

/** An inline policy of roles. */
export const policyProvider: ResourceProvider = {
  type,
  async create(context, { properties, stackName, logicalId }) {
    if (texts(properties, 'Roles').length === 0) {
      throw new AwsFault(
        'ValidationError',
        'At least one of [Groups,Roles,Users] must be non-empty.',
      );
    }
    put(context, properties);
    const suffix = randomBytes(6).toString('hex').toUpperCase();
    return { physicalId: `${stackName.slice(0, 4)}-${logicalId.slice(0, 4)}-${suffix}` };
  },
  async update(context, { properties, previous }) {
    remove(context, previous);
    put(context, properties);
  },
  async delete(context, { properties }) {
    remove(context, properties);
  },
  attribute(_context, physicalId, name) {
    if (name === 'Id') return physicalId;
    throw noAttribute(type, name);
  },
};

function put(context: SandboxContext, properties: Properties): void {
  const name = requireText(properties, 'PolicyName');
  for (const roleName of texts(properties, 'Roles')) {
    requireRole(context, roleName).policies[name] = properties.PolicyDocument;
  }
}

function remove(context: SandboxContext, properties: Properties): void {
  for (const roleName of texts(properties, 'Roles')) {
    const role = context.iam.roles.get(roleName);
    if (role) delete role.policies[requireText(properties, 'PolicyName')];
  }
}
