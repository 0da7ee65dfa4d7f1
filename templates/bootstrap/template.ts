import { getAtt, type Outputs, type Resources, type Template } from '../cloudformation';
import { templateFor } from '../template-frame';
import { cloudFormationRole } from './cloudformation-role';
import { operateRole, readRole, revealRole } from './dashboard-roles';
import { apiGatewayLogging } from './logging';
import type { BootstrapSpec } from './spec';

/**
 * What one Region of an account needs once: API Gateway's logging role, the role CloudFormation acts as, and the
 * dashboard's roles to read, to operate and to reveal. Roles have fixed names, so it needs CAPABILITY_NAMED_IAM.
 */
export function renderBootstrapTemplate(spec: BootstrapSpec): Template {
  const resources: Resources = {
    ...apiGatewayLogging(spec),
    CloudFormationRole: cloudFormationRole(spec),
    ReadRole: readRole(spec),
    OperateRole: operateRole(spec),
    RevealRole: revealRole(spec),
  };
  return templateFor(spec, `Sluice bootstrap ${spec.name}`, resources, outputs);
}

const outputs: Outputs = {
  CloudFormationRoleArn: {
    Description: 'Role to pass to CloudFormation for every stack.',
    Value: getAtt('CloudFormationRole', 'Arn'),
  },
  ReadRoleArn: { Description: 'Role to read with.', Value: getAtt('ReadRole', 'Arn') },
  OperateRoleArn: {
    Description: 'Role to launch, delete and probe with.',
    Value: getAtt('OperateRole', 'Arn'),
  },
  RevealRoleArn: {
    Description: "Role to read keys' values with.",
    Value: getAtt('RevealRole', 'Arn'),
  },
};
