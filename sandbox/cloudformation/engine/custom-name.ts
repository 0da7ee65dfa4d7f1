import { validationError } from '../template/document';

/**
 * Names that keep a resource from being replaced while they stay. S-SPEC says so of each ("If you specify a name, you
 * cannot perform updates that require replacement"), but for roles (UserGuide, aws-properties-name) and security groups
 * (data-dot-all/dataall#1080).
 */
const nameProperties: Record<string, string> = {
  'AWS::ApiGateway::ApiKey': 'Name',
  'AWS::ApiGateway::Model': 'Name',
  'AWS::EC2::SecurityGroup': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
};

/** Refuses a replacement that would have to have the name of what it replaces. */
export function refuseSameName(
  type: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  const property = nameProperties[type];
  const name = property === undefined ? undefined : after[property];
  if (property === undefined || name === undefined || before[property] !== name) return;
  throw validationError(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
  );
}
