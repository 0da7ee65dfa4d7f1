import type { SandboxContext } from '../context';
import { stateOf } from './functions';
import type { LambdaFunction } from './store';

/** A function's configuration as GetFunction and ListFunctions answer it. */
export function renderConfiguration(context: SandboxContext, fn: LambdaFunction): object {
  const state = stateOf(context, fn);
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.role,
    Handler: fn.handler,
    CodeSize: Buffer.byteLength(fn.source),
    Description: fn.description,
    Timeout: fn.timeout,
    MemorySize: fn.memorySize,
    LastModified: new Date(fn.lastModified).toISOString().replace('Z', '+0000'),
    CodeSha256: fn.codeSha256,
    Version: '$LATEST',
    VpcConfig: {
      SubnetIds: fn.vpc?.subnetIds ?? [],
      SecurityGroupIds: fn.vpc?.securityGroupIds ?? [],
      VpcId: fn.vpc?.vpcId ?? '',
      Ipv6AllowedForDualStack: false,
    },
    ...(Object.keys(fn.environment).length > 0
      ? { Environment: { Variables: fn.environment } }
      : {}),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: fn.revisionId,
    State: state,
    ...(state === 'Pending'
      ? { StateReason: 'The function is being created.', StateReasonCode: 'Creating' }
      : {}),
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: fn.architectures,
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: fn.logFormat, LogGroup: fn.logGroup },
  };
}
