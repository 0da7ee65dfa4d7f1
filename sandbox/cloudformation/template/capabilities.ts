import { AwsFault } from '../../context';
import type { Template } from './template';

const iamTypes = new Set([
  'AWS::IAM::AccessKey',
  'AWS::IAM::Group',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::UserToGroupAddition',
]);
const nameProperties = [
  'RoleName',
  'ManagedPolicyName',
  'UserName',
  'GroupName',
  'InstanceProfileName',
];

export type Capabilities = { required: string[]; reason: string | undefined };

/** What a template needs acknowledged: IAM resources, and those with a name of their own (S-SDK Capabilities). */
export function requiredCapabilities(template: Template): Capabilities {
  const iam = Object.values(template.resources).filter((resource) => iamTypes.has(resource.type));
  const isNamed = iam.some((resource) =>
    nameProperties.some((name) => resource.properties[name] !== undefined),
  );
  const required = [
    ...(iam.length > 0 ? [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'] : []),
    ...(template.transforms.length > 0 ? ['CAPABILITY_AUTO_EXPAND'] : []),
  ];
  const types = [...new Set(iam.map((resource) => resource.type))];
  return {
    required,
    reason:
      types.length === 0
        ? undefined
        : `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}

export function checkCapabilities(template: Template, given: string[]): void {
  const missing = requiredCapabilities(template).required.filter(
    (needed) =>
      !given.includes(needed) &&
      !(needed === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  );
  if (missing.length > 0) {
    throw new AwsFault(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${missing.join(', ')}]`,
    );
  }
}
