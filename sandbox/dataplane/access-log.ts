import { createHash, randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context';
import { logGroupOfArn } from '../logs/groups';
import type { Call } from './call';
import { contextVariables, fillContext, type Outcome } from './context-variables';

/** Writes the stage's access log line, if the stage has one. A missing value is a dash. */
export function writeAccessLog(context: SandboxContext, call: Call, outcome: Outcome): void {
  write(context, call, outcome, context.clock.now());
}

/** The line that a call of the past would have left, one that the upstream answered. */
export function writeSeededLine(
  context: SandboxContext,
  of: { apiId: string; stageName: string; keyId: string },
  sample: { receivedAt: number; status: number; latencyMs: number; integrationLatencyMs: number },
): void {
  const api = context.apigateway.apis.get(of.apiId);
  const stage = api?.stages[of.stageName];
  const deployment = stage && api.deployments[stage.deploymentId];
  if (!api || !deployment) return;
  const requestId = randomUUID();
  const call: Call = {
    arrival: { endpoint: null, sourceIp: '-', isSecure: true, tlsVersion: null, cipherSuite: null },
    requestId,
    extendedRequestId: requestId,
    receivedAt: sample.receivedAt,
    method: 'GET',
    rawPath: `/${of.stageName}/get`,
    rawQuery: '',
    headers: [],
    body: Buffer.alloc(0),
    hungUp: new AbortController().signal,
    target: { api, stage, deployment, path: '/get' },
    route: null,
    key: context.apigateway.keys.get(of.keyId) ?? null,
    fault: null,
    integration: { status: sample.status, latencyMs: sample.integrationLatencyMs },
  };
  const { status, latencyMs: responseLatencyMs } = sample;
  write(context, call, { status, responseLength: 0, responseLatencyMs }, sample.receivedAt);
}

function write(context: SandboxContext, call: Call, outcome: Outcome, at: number): void {
  const settings = call.target?.stage.accessLogSettings;
  const group = settings?.destinationArn ? logGroupOfArn(settings.destinationArn) : null;
  if (!settings?.format || group === null || !call.target) return;
  const { api, stage } = call.target;
  const line = fillContext(settings.format, contextVariables(context, call, outcome), '-');
  const stream = createHash('md5').update(`${api.id}/${stage.stageName}`).digest('hex');
  context.logs.append(group, stream, at, line);
}
