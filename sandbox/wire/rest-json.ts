import type { AwsRequest, AwsResponse, SandboxContext, Service } from '../context';
import { parseJson, unknownOperation } from './aws-json';

/** What a restJson1 operation gets: path parameters decoded, the body parsed. */
export type RestInput = {
  path: Record<string, string>;
  query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: the wire is untyped; each operation reads what it needs
  body: any;
};

/** An answer: a plain value becomes 200 with JSON; the full form sets status, headers or a raw body. */
export type RestAnswer = {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  raw?: string | Buffer;
};

export type RestOperation = {
  method: string;
  /** `/restapis/{restApiId}/stages/{stageName}`; `{name+}` takes the rest of the path. */
  path: string;
  run(context: SandboxContext, input: RestInput, request: AwsRequest): Promise<RestAnswer>;
};

/** A service that speaks restJson1: operations by method and path, errors by `x-amzn-ErrorType`. */
export function restJsonService(options: {
  signingName: string;
  operations: Record<string, RestOperation>;
}): Service {
  const routes = Object.entries(options.operations).map(([name, operation]) => ({
    name,
    operation,
    ...compile(operation.path),
  }));
  // The more literal a route, the earlier it is tried: `/apikeys` before `/{x}`.
  routes.sort((a, b) => b.literals - a.literals);

  const match = (request: AwsRequest) => {
    for (const route of routes) {
      if (route.operation.method !== request.method) continue;
      const found = route.pattern.exec(request.path);
      if (found) return { route, values: found.slice(1) };
    }
    return null;
  };

  return {
    signingName: options.signingName,
    operations: Object.keys(options.operations),
    operationOf: (request) => match(request)?.route.name ?? null,
    async handle(context, request, operation) {
      const found = match(request);
      if (found?.route.name !== operation) throw unknownOperation();
      const path: Record<string, string> = {};
      for (const [index, name] of found.route.names.entries()) {
        path[name] = decodeURIComponent(found.values[index] ?? '');
      }
      const isJson = (request.headers['content-type'] ?? '').includes('json');
      const body =
        isJson || request.headers['content-type'] === undefined
          ? parseJson(request.body)
          : request.body;
      const answer = await found.route.operation.run(
        context,
        { path, query: request.query, body },
        request,
      );
      return restAnswer(request, answer);
    },
    renderError: (request, error) => ({
      status: error.status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': request.requestId,
        'x-amzn-errortype': error.code,
      },
      body: JSON.stringify({ message: error.message }),
    }),
  };
}

function restAnswer(request: AwsRequest, answer: RestAnswer): AwsResponse {
  const headers: Record<string, string> = {
    'x-amzn-requestid': request.requestId,
    ...(answer.raw === undefined ? { 'content-type': 'application/json' } : {}),
    ...answer.headers,
  };
  const body = answer.raw ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  return { status: answer.status ?? 200, headers, body };
}

function compile(path: string): { pattern: RegExp; names: string[]; literals: number } {
  const names: string[] = [];
  let literals = 0;
  const parts = path.split('/').map((part) => {
    const parameter = /^\{(\w+)(\+?)\}$/.exec(part);
    if (!parameter) {
      if (part !== '') literals += 1;
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    names.push(parameter[1] ?? '');
    return parameter[2] ? '(.+)' : '([^/]+)';
  });
  return { pattern: new RegExp(`^${parts.join('/')}/?$`), names, literals };
}
