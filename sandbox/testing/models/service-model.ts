import { NormalizedSchema } from '@smithy/core/schema';

/** One operation: its schemas, and on REST wires its verb, path and status. */
export type OperationModel = {
  input: NormalizedSchema;
  output: NormalizedSchema;
  http: { method: string; path: string; status: number } | null;
};

export type ServiceModel = {
  protocol: Protocol;
  operations: Map<string, OperationModel>;
  /** The errors that the service models, by their code on the wire. */
  errors: Map<string, { schema: NormalizedSchema; status: number | null }>;
};

export type Protocol = 'query' | 'ec2' | 'rest-json' | 'json';

const protocols: Record<string, Protocol> = {
  'aws.protocols#awsQuery': 'query',
  'aws.protocols#ec2Query': 'ec2',
  'aws.protocols#restJson1': 'rest-json',
  'aws.protocols#awsJson1_0': 'json',
  'aws.protocols#awsJson1_1': 'json',
};

const packages: Record<string, () => Promise<Record<string, unknown>>> = {
  apigateway: () => import('@aws-sdk/client-api-gateway'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  ec2: () => import('@aws-sdk/client-ec2'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  monitoring: () => import('@aws-sdk/client-cloudwatch'),
  servicequotas: () => import('@aws-sdk/client-service-quotas'),
  sts: () => import('@aws-sdk/client-sts'),
};

const known = new Map<string, Promise<ServiceModel>>();

/** The model of a service as the SDK's client package carries it. */
export function modelOf(signingName: string): Promise<ServiceModel> {
  const model = known.get(signingName) ?? read(signingName);
  known.set(signingName, model);
  return model;
}

async function read(signingName: string): Promise<ServiceModel> {
  const load = packages[signingName];
  if (!load) throw new Error(`no client package of ${signingName} to check its answers by`);
  const sdk = await load();
  const model: ServiceModel = {
    protocol: protocolOf(sdk),
    operations: new Map(),
    errors: new Map(),
  };
  for (const [name, value] of Object.entries(sdk)) {
    if (!name.endsWith('$') || !Array.isArray(value)) continue;
    if (value[0] === 9) model.operations.set(value[2], operationOf(value));
    if (value[0] === -3) {
      const [, , code, traits] = value;
      const [wireCode, queryStatus] = traits.awsQueryError ?? [code];
      const status = traits.httpError ?? queryStatus ?? null;
      model.errors.set(wireCode, { schema: NormalizedSchema.of(value as never), status });
    }
  }
  return model;
}

function operationOf([, , , traits, input, output]: unknown[]): OperationModel {
  const http = (traits as { http?: [string, string, number] } | 0) || {};
  const [method, path, status] = http.http ?? [];
  return {
    input: NormalizedSchema.of(input as never),
    output: NormalizedSchema.of(output as never),
    http: method && path && status ? { method, path, status } : null,
  };
}

type Client = { config: { protocol: { getShapeId(): string } } };

function protocolOf(sdk: Record<string, unknown>): Protocol {
  const [Client] = Object.entries(sdk).flatMap(([name, value]) =>
    /^[A-Z]\w+Client$/.test(name) ? [value as new (config: object) => Client] : [],
  );
  const id = Client && new Client({ region: 'eu-west-1' }).config.protocol.getShapeId();
  const protocol = id && protocols[id];
  if (!protocol) throw new Error(`no such protocol: ${id}`);
  return protocol;
}
