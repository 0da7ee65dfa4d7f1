import type { Integration } from '../apigateway/types';
import { passBody } from './binary';
import { type Call, type CallTarget, headerOf, headerValues } from './call';
import { encodePath, encodeQuery } from './encode';
import { evaluate } from './expressions';
import { internalError, unsupportedMediaType } from './gateway-fault';
import {
  forwardedHeaders,
  type HeaderList,
  hasHeader,
  isIllegalMapping,
  setHeader,
  withoutForbidden,
} from './header-rules';
import { traceId } from './trace';

export type UpstreamRequest = {
  method: string;
  url: URL;
  headers: HeaderList;
  body: Buffer;
};

type Mapped = { path: Record<string, string>; query: HeaderList; headers: HeaderList };

/** What is sent to the upstream of an HTTP or HTTP_PROXY integration. Throws 500 where AWS calls it misconfigured. */
export function toUpstreamRequest(
  call: Call,
  target: CallTarget,
  integration: Integration,
  contextValues: Record<string, string>,
): UpstreamRequest {
  const mapped = mapParameters(call, integration, contextValues);
  const method =
    integration.httpMethod === undefined || integration.httpMethod === 'ANY'
      ? call.method
      : integration.httpMethod;
  const isProxy = integration.type === 'HTTP_PROXY';
  const query = [...(isProxy ? clientQuery(call) : []), ...mapped.query];
  const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  const body = hasBody ? bodyOf(call, target, integration) : Buffer.alloc(0);
  const base = isProxy ? withCaller(call, forwardedHeaders(call.headers)) : [];
  let headers = withoutForbidden(
    mapped.headers.reduce((list, [name, value]) => setHeader(list, name, value), base),
  );
  for (const [name, value] of defaults(call, target, hasBody)) {
    if (!hasHeader(headers, name)) headers = [...headers, [name, value]];
  }
  // The upstream always learns these two, whatever the client says (aws-facts A6).
  headers = setHeader(headers, 'X-Amzn-Apigateway-Api-Id', target.api.id);
  headers = setHeader(headers, 'X-Amzn-Trace-Id', traceId(call));
  const url = toUrl(integration.uri ?? '', mapped.path, target.stage.variables, query);
  return { method, url, headers, body };
}

/** The caller's address behind those that it names itself. */
function withCaller(call: Call, headers: HeaderList): HeaderList {
  const addresses = [...headerValues(call, 'x-forwarded-for'), call.arrival.sourceIp];
  return setHeader(headers, 'X-Forwarded-For', addresses.join(', '));
}

function defaults(call: Call, { api }: CallTarget, hasBody: boolean): HeaderList {
  const type = headerOf(call, 'content-type');
  return [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${api.id}`],
    ...(hasBody && type !== undefined ? ([['Content-Type', type]] as HeaderList) : []),
  ];
}

function mapParameters(
  call: Call,
  integration: Integration,
  contextValues: Record<string, string>,
): Mapped {
  const mapped: Mapped = { path: {}, query: [], headers: [] };
  for (const [destination, source] of Object.entries(integration.requestParameters)) {
    const [, place, name] =
      /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(destination) ?? [];
    if (place === undefined || name === undefined) throw internalError();
    if (place === 'header' && isIllegalMapping(name)) throw internalError();
    const values = evaluate(source, call, contextValues);
    if (values === null) continue;
    if (place === 'path') mapped.path[name] = encodePath(values[0] ?? '');
    else if (place === 'header') mapped.headers.push([name, values.join(',')]);
    else mapped.query.push(...values.map((it): [string, string] => [name, encodeQuery(it)]));
  }
  return mapped;
}

/** A placeholder that no mapping fills fails the call (measured: LocalStack, request data mappings). */
function toUrl(
  uri: string,
  path: Record<string, string>,
  stageVariables: Record<string, string>,
  query: HeaderList,
): URL {
  const filled = uri
    .replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => stageVariables[name] ?? '')
    .replace(/\{([^}]+)\}/g, (_, name: string) => {
      const value = path[name.replace(/\+$/, '')];
      if (value === undefined) throw internalError();
      return value;
    });
  if (!URL.canParse(filled)) throw internalError();
  const url = new URL(filled);
  const added = query.map(([name, value]) => `${name}=${value}`).join('&');
  if (added !== '') url.search = url.search === '' ? `?${added}` : `${url.search}&${added}`;
  return url;
}

function clientQuery(call: Call): HeaderList {
  return [...new URLSearchParams(call.rawQuery)].map(([name, value]) => [
    encodeQuery(name),
    encodeQuery(value),
  ]);
}

function bodyOf(call: Call, target: CallTarget, integration: Integration): Buffer {
  const body = passBody(call.body, call.headers, target.deployment.snapshot.binaryMediaTypes);
  if (integration.type === 'HTTP_PROXY') return body;
  const type = headerOf(call, 'content-type') ?? 'application/json';
  const template = integration.requestTemplates[type] ?? integration.requestTemplates.$default;
  if (template !== undefined)
    return Buffer.from(template.replaceAll('$input.body', body.toString()));
  const hasTemplates = Object.keys(integration.requestTemplates).length > 0;
  const { passthroughBehavior } = integration;
  // S-SDK Integration.passthroughBehavior.
  if (
    passthroughBehavior === 'NEVER' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)
  ) {
    throw unsupportedMediaType();
  }
  return body;
}
