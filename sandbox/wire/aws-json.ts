import {
  AwsFault,
  type AwsRequest,
  type AwsResponse,
  type SandboxContext,
  type Service,
} from '../context';

/** One operation of an awsJson service: the parsed body in, the answer's members out. */
export type JsonOperation = (
  context: SandboxContext,
  // biome-ignore lint/suspicious/noExplicitAny: the wire is untyped; each operation reads what it needs
  input: any,
  request: AwsRequest,
) => Promise<unknown>;

/**
 * A service that speaks awsJson 1.0 or 1.1: the operation is the last part of `x-amz-target`, errors carry
 * `__type`. Dates are epoch seconds on this wire.
 */
export function jsonService(options: {
  signingName: string;
  version: '1.0' | '1.1';
  operations: Record<string, JsonOperation>;
}): Service {
  const { signingName, version, operations } = options;
  const answer = (request: AwsRequest, status: number, value: unknown): AwsResponse => ({
    status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': request.requestId,
    },
    body: JSON.stringify(value ?? {}),
  });
  return {
    signingName,
    operations: Object.keys(operations),
    operationOf: (request) => request.headers['x-amz-target']?.split('.').at(-1) ?? null,
    async handle(context, request, operation) {
      const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (!run) throw unknownOperation();
      return answer(request, 200, await run(context, parseJson(request.body), request));
    },
    renderError: (request, error) =>
      answer(request, error.status, { __type: error.code, message: error.message }),
  };
}

/** What the JSON protocols answer for an operation they do not have: a type and an empty message. */
export function unknownOperation(): AwsFault {
  return new AwsFault('UnknownOperationException', '', 404);
}

export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsFault('SerializationException', 'Could not parse request body into json');
  }
}
