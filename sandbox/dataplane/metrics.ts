import type { RestApi } from '../apigateway/types';
import type { SandboxContext } from '../context';
import type { Call } from './call';
import type { Outcome } from './context-variables';

/** AWS/ApiGateway is keyed by the API's name, stripped of what is not ASCII, or its id if nothing is left (facts E). */
export function apiNameOf(api: Pick<RestApi, 'id' | 'name'>): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, control characters included
  const ascii = api.name.replace(/[^\x00-\x7F]/g, '').trim();
  return ascii === '' ? api.id : ascii;
}

export type Sample = {
  status: number;
  latencyMs: number;
  integrationLatencyMs: number | null;
};

/** Records calls under both sets of dimensions. 4XXError and 5XXError are 0 or 1, so that their average is a rate. */
export function recordSample(
  context: SandboxContext,
  target: { apiName: string; stageName: string },
  at: number,
  sample: Sample,
  calls = 1,
): void {
  const values: Record<string, number> = {
    Count: 1,
    '4XXError': sample.status >= 400 && sample.status < 500 ? 1 : 0,
    '5XXError': sample.status >= 500 ? 1 : 0,
    Latency: sample.latencyMs,
    ...(sample.integrationLatencyMs === null
      ? {}
      : { IntegrationLatency: sample.integrationLatencyMs }),
  };
  const byName = { ApiName: target.apiName };
  const dimensionSets: Record<string, string>[] = [byName, { ...byName, Stage: target.stageName }];
  for (const dimensions of dimensionSets) {
    for (const [name, value] of Object.entries(values)) {
      context.cloudwatch.record(
        { namespace: 'AWS/ApiGateway', name, dimensions },
        at,
        value,
        calls,
      );
    }
  }
}

export function recordCall(context: SandboxContext, call: Call, outcome: Outcome): void {
  if (!call.target) return;
  const { api, stage } = call.target;
  recordSample(
    context,
    { apiName: apiNameOf(api), stageName: stage.stageName },
    context.clock.now(),
    {
      status: outcome.status,
      latencyMs: outcome.responseLatencyMs,
      integrationLatencyMs: call.integration.latencyMs,
    },
  );
}
