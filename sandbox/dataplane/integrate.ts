import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Integration } from '../apigateway/types';
import type { SandboxContext } from '../context';
import { passBody, withContentType } from './binary';
import { type Call, type CallRoute, type CallTarget, headerOf } from './call';
import { contextVariables } from './context-variables';
import { customAnswer } from './custom-response';
import { GatewayFault, internalError, networkError, timedOut } from './gateway-fault';
import { type HeaderList, proxiedResponseHeaders } from './header-rules';
import { toUpstreamRequest } from './integration-request';
import type { Reply } from './reply';
import { payloadBytesMax } from './sizes';
import { streamBody } from './stream-body';
import { sendUpstream, type UpstreamAnswer } from './upstream-request';

/** Calls the integration and turns its answer into the caller's. */
export async function integrate(
  context: SandboxContext,
  echoPort: number,
  call: Call,
  target: CallTarget,
  { method }: CallRoute,
): Promise<Reply> {
  const integration = method.methodIntegration;
  if (!integration) throw internalError();
  if (integration.type === 'MOCK') return mock(integration);
  // AWS and AWS_PROXY lead to AWS services, which the product does not integrate.
  if (integration.type !== 'HTTP' && integration.type !== 'HTTP_PROXY') throw internalError();
  const values = contextVariables(context, call, null);
  const request = toUpstreamRequest(call, target, integration, values);
  const startedAt = performance.now();
  const measure = () => {
    call.integration.latencyMs = Math.round(performance.now() - startedAt);
  };
  try {
    const answer = await sendUpstream(context, echoPort, request, {
      timeoutMs: integration.timeoutInMillis,
      hungUp: call.hungUp,
    });
    call.integration.status = answer.incoming.statusCode ?? 0;
    if (integration.responseTransferMode === 'STREAM') {
      measure();
      return streamed(context, call, answer);
    }
    const body = await collect(answer);
    measure();
    return integration.type === 'HTTP_PROXY'
      ? proxied(answer.incoming, body, target)
      : customAnswer(
          integration,
          answer.incoming,
          body,
          headerOf(request, 'x-amzn-trace-id') ?? '',
        );
  } catch (error) {
    measure();
    throw error instanceof GatewayFault ? error : networkError();
  }
}

function proxied(incoming: IncomingMessage, body: Buffer, { deployment }: CallTarget): Reply {
  const headers = rawHeaders(incoming);
  return {
    status: incoming.statusCode ?? 502,
    headers: withContentType(proxiedResponseHeaders(headers)),
    body: passBody(body, headers, deployment.snapshot.binaryMediaTypes),
  };
}

/** Bytes go through as they come; binary types do not matter (S-STREAM). */
function streamed({ clock }: SandboxContext, call: Call, answer: UpstreamAnswer): Reply {
  const { incoming } = answer;
  return {
    status: incoming.statusCode ?? 502,
    headers: withContentType(proxiedResponseHeaders(rawHeaders(incoming))),
    body: Readable.from(streamBody(clock, answer, call.hungUp), { objectMode: false }),
  };
}

/** An answer longer than the bound fails the call; the text of the log is AWS's, the caller sees a plain 500. */
async function collect({ incoming, release, isLate }: UpstreamAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > payloadBytesMax) throw internalError();
      chunks.push(chunk);
    }
  } catch (error) {
    throw isLate() ? timedOut() : error;
  } finally {
    release();
    incoming.destroy();
  }
  return Buffer.concat(chunks);
}

/** A MOCK answers by the status in its request template (`{"statusCode": 200}`). */
function mock(integration: Integration): Reply {
  const template = integration.requestTemplates['application/json'] ?? '';
  const status = /"?statusCode"?\s*:\s*(\d{3})/.exec(template)?.[1];
  const response = status === undefined ? undefined : integration.integrationResponses[status];
  if (!response) throw internalError();
  const body = Buffer.from(response.responseTemplates['application/json'] ?? '');
  return {
    status: Number(response.statusCode),
    headers: [['Content-Type', 'application/json']],
    body,
  };
}

export function rawHeaders(incoming: IncomingMessage): HeaderList {
  const headers: HeaderList = [];
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.push([incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '']);
  }
  return headers;
}
