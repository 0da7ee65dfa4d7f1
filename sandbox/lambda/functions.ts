import { createHash, randomUUID } from 'node:crypto';
import { AwsFault, type SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { mayMakeInterfaces } from './interfaces';
import type { LambdaFunction } from './store';

export type FunctionInput = {
  name: string;
  description?: string;
  runtime?: string;
  role?: string;
  handler?: string;
  timeout?: number;
  memorySize?: number;
  environment?: Record<string, string>;
  source: string;
  subnetIds?: string[];
  securityGroupIds?: string[];
  architectures?: string[];
  reservedConcurrency?: number | null;
  logGroup?: string;
  logFormat?: string;
  tags?: Record<string, string>;
};

/** Makes a function; it is Pending for `paceMs`, while its network interfaces are made. */
export function createFunction(context: SandboxContext, input: FunctionInput): LambdaFunction {
  if (context.lambda.functions.has(input.name)) {
    throw new AwsFault('ResourceConflictException', `Function already exist: ${input.name}`, 409);
  }
  const fn = {
    ...toFunction(context, input),
    activeAt: context.clock.now() + context.options.paceMs,
  };
  context.lambda.functions.set(fn.name, fn);
  return fn;
}

/** Replaces code and settings; warm processes of the old revision serve no further event. */
export function replaceFunction(context: SandboxContext, input: FunctionInput): LambdaFunction {
  const { activeAt, permissions } = requireFunction(context, input.name);
  const fn = { ...toFunction(context, input), activeAt, permissions };
  context.lambda.functions.set(fn.name, fn);
  return fn;
}

export function deleteFunction(context: SandboxContext, name: string): void {
  const fn = requireFunction(context, name);
  context.lambda.functions.delete(fn.name);
  context.lambda.runner?.forget(fn.name);
}

/** By name, ARN or partial ARN (`account:function:name`), with or without a qualifier. */
export function requireFunction(context: SandboxContext, reference: string): LambdaFunction {
  const name = /(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference.split(':')[0] ?? '';
  const fn = context.lambda.functions.get(name);
  if (!fn) {
    const arn = `arn:aws:lambda:${context.region}:${context.accountId}:function:${name}`;
    throw new AwsFault('ResourceNotFoundException', `Function not found: ${arn}`, 404);
  }
  return fn;
}

export function stateOf(context: SandboxContext, fn: LambdaFunction): 'Pending' | 'Active' {
  return context.clock.now() >= fn.activeAt ? 'Active' : 'Pending';
}

function toFunction(context: SandboxContext, input: FunctionInput): LambdaFunction {
  check(context, input);
  const { name } = input;
  return {
    name,
    arn: `arn:aws:lambda:${context.region}:${context.accountId}:function:${name}`,
    description: input.description ?? '',
    runtime: input.runtime ?? '',
    role: input.role ?? '',
    handler: input.handler ?? '',
    timeout: input.timeout ?? 3,
    memorySize: input.memorySize ?? 128,
    environment: { ...input.environment },
    source: input.source,
    codeSha256: createHash('sha256').update(input.source).digest('base64'),
    vpc: vpcOf(context, input),
    architectures: input.architectures ?? ['x86_64'],
    reservedConcurrency: input.reservedConcurrency ?? null,
    logGroup: input.logGroup ?? `/aws/lambda/${name}`,
    logFormat: input.logFormat === 'JSON' ? 'JSON' : 'Text',
    tags: { ...input.tags },
    lastModified: context.clock.now(),
    activeAt: 0,
    revisionId: randomUUID(),
    permissions: {},
  };
}

function check(context: SandboxContext, input: FunctionInput): void {
  const invalid = (message: string) => new AwsFault('InvalidParameterValueException', message, 400);
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(input.name)) {
    throw new AwsFault(
      'ValidationException',
      `1 validation error detected: Value '${input.name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]+`,
    );
  }
  // S-LINT LmbdRuntimeLifecycle: inline code is for Node.js and Python.
  if (!/^(nodejs(18|20|22|24|26)\.x|python3\.(9|1[0-5]))$/.test(input.runtime ?? '')) {
    throw invalid(
      `Value ${input.runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set`,
    );
  }
  if (!isBetween(input.timeout ?? 3, 1, 900)) {
    throw invalid(
      "Value at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    );
  }
  if (!isBetween(input.memorySize ?? 128, 128, 10_240)) {
    throw invalid(
      "'MemorySize' value failed to satisfy constraint: Member must have value between 128 and 10240",
    );
  }
  const roleName = input.role?.split('/').at(-1) ?? '';
  const role = context.iam.roles.get(roleName);
  const trust = JSON.stringify(role?.assumeRolePolicyDocument ?? '');
  if (!role || !trust.includes('lambda.amazonaws.com')) {
    throw invalid('The role defined for the function cannot be assumed by Lambda.');
  }
  // amazon-connect/amazon-connect-salesforce-lambda#29
  if ((input.subnetIds ?? []).length > 0 && !mayMakeInterfaces(context, role)) {
    throw invalid(
      'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
    );
  }
  checkReserved(context, input);
}

/**
 * What no function reserves stays for all others: 100 (developer guide, "Configuring reserved concurrency"). An account
 * that may have fewer keeps all of them (awslabs/amazon-neptune-tools#324 with 50, aws-samples/alarm-context-tool#2
 * with 10).
 */
function checkReserved(context: SandboxContext, input: FunctionInput): void {
  const reserved = input.reservedConcurrency ?? null;
  if (reserved === null) return;
  const limit = context.quotas.of(quotaCodes.concurrentExecutions);
  const least = Math.min(100, limit);
  const others = [...context.lambda.functions.values()].filter(({ name }) => name !== input.name);
  const taken = others.reduce((sum, fn) => sum + (fn.reservedConcurrency ?? 0), 0);
  if (limit - taken - reserved < least) {
    throw new AwsFault(
      'InvalidParameterValueException',
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`,
      400,
    );
  }
}

function isBetween(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function vpcOf(context: SandboxContext, input: FunctionInput): LambdaFunction['vpc'] {
  const subnetIds = input.subnetIds ?? [];
  const securityGroupIds = input.securityGroupIds ?? [];
  if (subnetIds.length === 0) return null;
  const missing = (call: string, code: string, text: string) =>
    new AwsFault(
      'InvalidParameterValueException',
      `Error occurred while ${call}. EC2 Error Code: ${code}. EC2 Error Message: ${text}`,
    );
  let vpcId = '';
  for (const id of subnetIds) {
    const subnet = context.ec2.subnets.get(id);
    if (!subnet) {
      throw missing(
        'DescribeSubnets',
        'InvalidSubnetID.NotFound',
        `The subnet ID '${id}' does not exist`,
      );
    }
    vpcId = subnet.vpcId;
  }
  for (const id of securityGroupIds) {
    if (!context.ec2.securityGroups.has(id)) {
      throw missing(
        'DescribeSecurityGroups',
        'InvalidGroup.NotFound',
        `The security group '${id}' does not exist`,
      );
    }
  }
  return { vpcId, subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
}
