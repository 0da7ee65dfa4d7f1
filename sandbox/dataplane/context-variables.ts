import type { SandboxContext } from '../context';
import { type Call, headerOf } from './call';

/** What is known once an answer has gone out. */
export type Outcome = { status: number; responseLength: number; responseLatencyMs: number };

/**
 * The `$context` variables of a call by their names behind the dot (developer guide, variables for access logging
 * and for gateway responses). Those without a value are absent.
 */
export function contextVariables(
  context: SandboxContext,
  call: Call,
  outcome: Outcome | null,
): Record<string, string> {
  const { target, route, key, fault, arrival } = call;
  const host = (headerOf(call, 'host') ?? '').replace(/:\d+$/, '');
  const received = new Date(call.receivedAt);
  const values: Record<string, string | number | null | undefined> = {
    accountId: context.accountId,
    apiId: target?.api.id,
    deploymentId: target?.deployment.id,
    domainName: host,
    domainPrefix: host.split('.')[0],
    'error.message': fault?.message,
    'error.messageString': fault ? JSON.stringify(fault.message) : undefined,
    'error.responseType': fault?.type,
    'error.validationErrorString': fault?.validationErrors || undefined,
    extendedRequestId: call.extendedRequestId,
    httpMethod: call.method,
    'identity.apiKey': key?.value,
    'identity.apiKeyId': key?.id,
    'identity.sourceIp': arrival.sourceIp,
    'identity.userAgent': headerOf(call, 'user-agent'),
    'identity.vpcId': arrival.endpoint?.vpcId,
    'identity.vpceId': arrival.endpoint?.endpointId,
    'integration.latency': call.integration.latencyMs,
    'integration.status': call.integration.status,
    integrationLatency: call.integration.latencyMs,
    integrationStatus: call.integration.status,
    path: call.rawPath,
    protocol: 'HTTP/1.1',
    requestId: call.requestId,
    requestTime: clfTime(received),
    requestTimeEpoch: call.receivedAt,
    resourceId: route?.resource.id,
    resourcePath: route?.resource.path,
    responseLatency: outcome?.responseLatencyMs,
    responseLength: outcome?.responseLength,
    stage: target?.stage.stageName,
    status: outcome?.status,
    tlsVersion: arrival.tlsVersion,
    cipherSuite: arrival.cipherSuite,
  };
  const present = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(present.map(([name, value]) => [name, String(value)]));
}

const variable = /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)/g;

/** Fills `$context.…` in a text; `absent` stands where there is no value (a dash in access logs). */
export function fillContext(text: string, values: Record<string, string>, absent: string): string {
  return text.replace(variable, (_whole, name: string) => values[name] ?? absent);
}

/** `10/Oct/2026:13:55:36 +0000`. */
function clfTime(date: Date): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
