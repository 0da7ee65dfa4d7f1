import 'server-only';
import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { AppError } from '../errors';
import { call } from './call';
import { missing, nullWhenNotFound, toAppError } from './errors';
import type { Target } from './targets';

/** What came of one invocation: the function's answer, or why there is none. */
export type InvokeOutcome =
  | { kind: 'answered'; payload: unknown }
  | {
      kind: 'broken';
      reason: 'function_missing' | 'function_pending' | 'function_timeout' | 'function_error';
      detail: string;
    };

/** How a function is set up; its code is not read. */
export type FunctionRow = {
  runtime: string;
  handler: string;
  memoryMb: number;
  timeoutSeconds: number;
  subnetIds: string[];
  securityGroupIds: string[];
};

/** Null where there is no function of that name. Throws `denied` where the role may not read it. */
export async function readFunction(
  target: Target,
  FunctionName: string,
): Promise<FunctionRow | null> {
  const answer = await call(target, 'lambda', (client, options) =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName }), options),
  ).catch(nullWhenNotFound);
  if (!answer) return null;
  return {
    runtime: answer.Runtime ?? '',
    handler: answer.Handler ?? '',
    memoryMb: answer.MemorySize ?? 0,
    timeoutSeconds: answer.Timeout ?? 0,
    subnetIds: answer.VpcConfig?.SubnetIds ?? [],
    securityGroupIds: answer.VpcConfig?.SecurityGroupIds ?? [],
  };
}

/**
 * Invokes a function and waits for its answer. The event may hold a secret: it is never logged, and the function's
 * own log tail is not asked for. Throws AppError where Lambda itself cannot be asked.
 */
export async function invokeFunction(
  target: Target,
  request: { functionName: string; event: unknown; timeoutMs: number },
): Promise<InvokeOutcome> {
  try {
    const answer = await call(
      target,
      'lambda',
      (client, options) =>
        client.send(
          new InvokeCommand({
            FunctionName: request.functionName,
            InvocationType: 'RequestResponse',
            LogType: 'None',
            Payload: Buffer.from(JSON.stringify(request.event)),
          }),
          options,
        ),
      { as: 'operate', timeoutMs: request.timeoutMs },
    );
    const payload = parse(answer.Payload);
    return answer.FunctionError ? brokenBy(payload) : { kind: 'answered', payload };
  } catch (thrown) {
    return brokenAt(toAppError(thrown));
  }
}

/** Lambda has no function of that name, or it has no network yet. Everything else is not about the function. */
function brokenAt(error: AppError): InvokeOutcome {
  const detail = error.detail ?? error.message;
  if (error.code === 'not_found') return { kind: 'broken', reason: 'function_missing', detail };
  const name = (error.cause as { name?: string } | undefined)?.name;
  // A function that is Pending or Inactive, and one whose network interface is not ready (aws-facts H).
  if (
    name === 'ResourceConflictException' ||
    name === 'ResourceNotReadyException' ||
    name === 'EC2ThrottledException'
  )
    return { kind: 'broken', reason: 'function_pending', detail };
  throw error;
}

function brokenBy(payload: unknown): InvokeOutcome {
  const { errorMessage, errorType } = (payload ?? {}) as Record<string, unknown>;
  const detail = String(errorMessage ?? errorType ?? 'the function failed without a word');
  const isTimeout = errorType === 'Sandbox.Timedout' || /Task timed out after/.test(detail);
  return { kind: 'broken', reason: isTimeout ? 'function_timeout' : 'function_error', detail };
}

function parse(payload: Uint8Array | undefined): unknown {
  if (!payload) throw missing('the payload of the function');
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch (cause) {
    throw new AppError('unexpected', 'the function answered what is not JSON', { cause });
  }
}
