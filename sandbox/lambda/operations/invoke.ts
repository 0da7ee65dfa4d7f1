import { AwsFault, type SandboxContext } from '../../context';
import type { RestOperation } from '../../wire/rest-json';
import { requireFunction, stateOf } from '../functions';
import type { LambdaFunction } from '../store';

export const invokeOperations: Record<string, RestOperation> = {
  Invoke: {
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    run: async (context, { path, body }, request) => {
      const fn = requireFunction(context, path.FunctionName ?? '');
      const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
      if (type === 'DryRun') return { status: 204 };
      const event = toEvent(body);
      requireReady(context, fn);
      const { runner } = context.lambda;
      if (!runner) throw new AwsFault('ServiceException', 'The service is shutting down.', 500);
      if (type === 'Event') {
        void runner.invoke(fn, event);
        return { status: 202 };
      }
      const { payload, functionError, log } = await runner.invoke(fn, event);
      const wantsLog = request.headers['x-amz-log-type'] === 'Tail';
      return {
        headers: {
          'content-type': 'application/json',
          'x-amz-executed-version': '$LATEST',
          ...(functionError === null ? {} : { 'x-amz-function-error': functionError }),
          ...(wantsLog ? { 'x-amz-log-result': log } : {}),
        },
        raw: payload,
      };
    },
  },
};

/** The payload must be JSON; none is an empty object. */
function toEvent(body: unknown): string {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body);
  if (text === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new AwsFault(
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
    );
  }
}

/** Texts: Lambda API reference, Invoke (ResourceConflictException, TooManyRequestsException). */
function requireReady(context: SandboxContext, fn: LambdaFunction): void {
  if (stateOf(context, fn) === 'Pending') {
    throw new AwsFault(
      'ResourceConflictException',
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      409,
    );
  }
  if (!fn.runtime.startsWith('nodejs')) {
    throw new AwsFault('InvalidRuntimeException', 'The sandbox runs Node.js functions only.', 502);
  }
  const running = context.lambda.runner?.running(fn.name) ?? 0;
  if (fn.reservedConcurrency !== null && running >= fn.reservedConcurrency) {
    throw new AwsFault('TooManyRequestsException', 'Rate Exceeded.', 429);
  }
}
