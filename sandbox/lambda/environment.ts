import type { SandboxContext } from '../context';
import type { LambdaFunction } from './store';

/**
 * The environment of a function's process: Lambda's own variables and the function's. Nothing of ours is handed on,
 * so no credentials and no endpoint of the sandbox; the CA makes TLS to the endpoints real.
 */
export function environmentOf(
  context: SandboxContext,
  fn: LambdaFunction,
  paths: { taskRoot: string; caFile: string },
): Record<string, string> {
  return {
    ...fn.environment,
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    NODE_EXTRA_CA_CERTS: paths.caFile,
    LAMBDA_TASK_ROOT: paths.taskRoot,
    _HANDLER: fn.handler,
    AWS_REGION: context.region,
    AWS_DEFAULT_REGION: context.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
  };
}
