import { AwsFault, type SandboxContext } from '../../context';
import { faultError } from '../../control/fault-kinds';

type Verb = 'create' | 'update' | 'delete';

const services: Record<string, string> = {
  ApiGateway: 'apigateway',
  EC2: 'ec2',
  IAM: 'iam',
  Lambda: 'lambda',
  Logs: 'logs',
};

/** The calls that handlers make where they are not simply verb and type. */
const operations: Record<string, Partial<Record<Verb, string>>> = {
  'AWS::EC2::VPC': { create: 'CreateVpc', update: 'ModifyVpcAttribute', delete: 'DeleteVpc' },
  'AWS::EC2::VPCEndpoint': {
    create: 'CreateVpcEndpoint',
    update: 'ModifyVpcEndpoint',
    delete: 'DeleteVpcEndpoints',
  },
  'AWS::EC2::SubnetRouteTableAssociation': {
    create: 'AssociateRouteTable',
    delete: 'DisassociateRouteTable',
  },
  'AWS::EC2::SecurityGroupIngress': {
    create: 'AuthorizeSecurityGroupIngress',
    delete: 'RevokeSecurityGroupIngress',
  },
  'AWS::EC2::SecurityGroupEgress': {
    create: 'AuthorizeSecurityGroupEgress',
    delete: 'RevokeSecurityGroupEgress',
  },
  'AWS::ApiGateway::Method': { create: 'PutMethod', update: 'PutMethod' },
  'AWS::ApiGateway::GatewayResponse': {
    create: 'PutGatewayResponse',
    update: 'PutGatewayResponse',
  },
  'AWS::ApiGateway::Account': { create: 'UpdateAccount', update: 'UpdateAccount' },
  'AWS::IAM::Policy': {
    create: 'PutRolePolicy',
    update: 'PutRolePolicy',
    delete: 'DeleteRolePolicy',
  },
  'AWS::IAM::ManagedPolicy': { create: 'CreatePolicy', delete: 'DeletePolicy' },
  'AWS::Lambda::Function': { update: 'UpdateFunctionConfiguration' },
  'AWS::Lambda::Permission': { create: 'AddPermission', delete: 'RemovePermission' },
};

/** Lets the faults in force strike the call that a handler is about to make. */
export function strikeHandler(
  context: SandboxContext,
  type: string,
  verb: Verb,
  stackName: string,
): void {
  if (context.faults.isEmpty) return;
  const { service, operation } = callOf(type, verb);
  const fault = context.faults.strike({
    service,
    operation,
    request: null,
    inStack: (stack) => stack === stackName,
  });
  if (!fault) return;
  const error = faultError(fault.kind, {
    service,
    action: `${service}:${operation}`,
    caller: `arn:aws:iam::${context.accountId}:user/sandbox`,
  });
  throw new AwsFault(
    fault.code ?? error.code,
    fault.message ?? error.message,
    fault.status ?? error.status,
  );
}

/**
 * Counts the call that a handler is about to make against the control plane's limits, which it shares with everybody
 * else in the account. A handler that is throttled does not ask again (cloudformation-coverage-roadmap#588, aws/aws-cdk
 * #15573): the resource fails.
 */
export function throttleHandler(context: SandboxContext, type: string, verb: Verb): void {
  if (!context.options.enforceLimits) return;
  const { service, operation } = callOf(type, verb);
  context.limits.take(service, operation);
}

function callOf(type: string, verb: Verb): { service: string; operation: string } {
  const [, group = '', name = ''] = type.split('::');
  const service = services[group] ?? group.toLowerCase();
  const operation = operations[type]?.[verb] ?? `${verb[0]?.toUpperCase()}${verb.slice(1)}${name}`;
  return { service, operation };
}
