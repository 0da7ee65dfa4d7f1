import type { Resource } from '../apigateway/types';
import type { CallRoute, CallTarget } from './call';
import { missingToken } from './gateway-fault';

/**
 * Finds the deployed method of a call: literal segments before variables before a greedy one; the HTTP method
 * itself before ANY. `{proxy+}` never takes the empty path (aws-facts 0.7).
 */
export function route(target: CallTarget, httpMethod: string): CallRoute {
  const resources = Object.values(target.deployment.snapshot.resources);
  const found = resources
    .map((resource) => ({ resource, match: matchPath(resource.path, target.path) }))
    .filter((it) => it.match !== null)
    .sort((a, b) => compare(a.resource, b.resource))
    .find(({ resource }) => methodOf(resource, httpMethod) !== undefined);
  const method = found && methodOf(found.resource, httpMethod);
  if (!found || !method) throw missingToken();
  return { resource: found.resource, method, pathParameters: found.match ?? {} };
}

/** What ANY stands for (S-LS resource_router.py; developer guide, ANY method). */
const anyMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

function methodOf(resource: Resource, httpMethod: string) {
  const any = anyMethods.includes(httpMethod) ? resource.methods.ANY : undefined;
  return resource.methods[httpMethod] ?? any;
}

/**
 * Path parameters, decoded, if the path fits. A slash at the end belongs to none (measured for AWS_PROXY: S-LS
 * test_lambda_aws_proxy_integration).
 */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = segments(pattern);
  const actual = segments(path);
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.endsWith('+}')) {
      const rest = actual.slice(index).join('/');
      if (rest === '') return null;
      parameters[part.slice(1, -2)] = decode(rest);
      return parameters;
    }
    const value = actual[index];
    if (value === undefined) return null;
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decode(value);
    else if (part !== decode(value)) return null;
  }
  return wanted.length === actual.length ? parameters : null;
}

/** Segments compared left to right: literal first, then variable, then greedy. */
function compare(a: Resource, b: Resource): number {
  const [left, right] = [segments(a.path), segments(b.path)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = rank(left[index]) - rank(right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank(part: string | undefined): number {
  if (part === undefined || !part.startsWith('{')) return 0;
  return part.endsWith('+}') ? 2 : 1;
}

function segments(path: string): string[] {
  const trimmed = path.replace(/^\//, '').replace(/\/$/, '');
  return trimmed === '' ? [] : trimmed.split('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
