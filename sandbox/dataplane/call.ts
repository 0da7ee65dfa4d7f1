import type { ApiKey, Deployment, Method, Resource, RestApi, Stage } from '../apigateway/types';
import type { GatewayFault } from './gateway-fault';

/** Through which door a request came in. `null` endpoint: from outside every VPC. */
export type Arrival = {
  endpoint: { endpointId: string; vpcId: string } | null;
  sourceIp: string;
  isSecure: boolean;
  tlsVersion: string | null;
  cipherSuite: string | null;
};

/** A request on its way through the gateway; filled in step by step, read by logs and templates. */
export type Call = {
  readonly arrival: Arrival;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly receivedAt: number;
  readonly method: string;
  /** As sent, with the stage, without the query. */
  readonly rawPath: string;
  /** As sent, without the question mark. */
  readonly rawQuery: string;
  readonly headers: [name: string, value: string][];
  readonly body: Buffer;
  /** Aborted when the caller hangs up. */
  readonly hungUp: AbortSignal;
  target: CallTarget | null;
  route: CallRoute | null;
  key: ApiKey | null;
  fault: GatewayFault | null;
  integration: { status: number | null; latencyMs: number | null };
};

export type CallTarget = {
  api: RestApi;
  stage: Stage;
  deployment: Deployment;
  /** Behind the stage, beginning with a slash. */
  path: string;
};

export type CallRoute = {
  resource: Resource;
  method: Method;
  pathParameters: Record<string, string>;
};

export function headerOf(call: Pick<Call, 'headers'>, name: string): string | undefined {
  const values = headerValues(call, name);
  return values.length === 0 ? undefined : values.join(',');
}

export function headerValues(call: Pick<Call, 'headers'>, name: string): string[] {
  const wanted = name.toLowerCase();
  return call.headers.filter(([it]) => it.toLowerCase() === wanted).map(([, value]) => value);
}
