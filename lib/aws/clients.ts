import 'server-only';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { env } from '../env';
import { createLimiter, type Limiter } from './limiter';
import { sharedLedger } from './shared-ledger';
import type { Duty, Target } from './targets';

export type Clients = {
  cloudformation: CloudFormationClient;
  cloudwatch: CloudWatchClient;
  logs: CloudWatchLogsClient;
  apigateway: APIGatewayClient;
  ec2: EC2Client;
  lambda: LambdaClient;
  quotas: ServiceQuotasClient;
  sts: STSClient;
};

export type ServiceName = keyof Clients;

/**
 * Calls a second to one target, of all replicas together. API Gateway's control plane grants an account 10 a second
 * over everything it does (aws-facts C), and deployments need most of them. EC2 gives every operation that changes
 * nothing a bucket of 100, refilled with 20 a second (Request throttling for the Amazon EC2 API, told of DescribeHosts);
 * FilterLogEvents is granted 5 a second in the Regions that grant least (Amazon CloudWatch Logs endpoints and quotas),
 * GetMetricData 50 (CloudWatch service quotas). The other services' limits are not published (UNCONFIRMED):
 * CloudFormation's is what watching twenty stacks at once takes. Every one is eased whenever AWS throttles.
 */
export const budgets: Record<ServiceName, { ratePerSecond: number; burst: number }> = {
  apigateway: { ratePerSecond: 4, burst: 4 },
  cloudformation: { ratePerSecond: 25, burst: 25 },
  cloudwatch: { ratePerSecond: 2, burst: 2 },
  ec2: { ratePerSecond: 10, burst: 20 },
  lambda: { ratePerSecond: 5, burst: 5 },
  logs: { ratePerSecond: 4, burst: 1 },
  quotas: { ratePerSecond: 2, burst: 2 },
  sts: { ratePerSecond: 2, burst: 2 },
};

export type Connection = {
  clients: Clients;
  limiters: Record<ServiceName, Limiter>;
  /** A call that AWS has not answered in this time is given up. */
  callTimeoutMs: number;
  /** Aborts when so many milliseconds are over. */
  deadline: (ms: number) => AbortSignal;
};

/** How a process speaks to a target where the defaults do not fit: against an AWS of one's own, say. */
export type ConnectionOptions = Partial<Pick<Connection, 'callTimeoutMs' | 'deadline'>> & {
  /** This process's own: no replica shares them. */
  budgets?: typeof budgets;
};

const callTimeoutMsDefault = 10_000;

type Known = Omit<Connection, 'clients'> & { clients: Map<Duty, Clients> };

const holder = globalThis as typeof globalThis & { sluiceAws?: Map<string, Known> };

/**
 * The clients with which a duty is done and the limiters of its target, made once for the process whatever loads
 * this module again. All duties share the limiters: AWS counts by account, not by role.
 */
export function connectionOf(target: Target, duty: Duty): Connection {
  const known = holder.sluiceAws?.get(JSON.stringify(target)) ?? connect(target);
  const clients = known.clients.get(duty) ?? createClients(target, duty, known.limiters);
  known.clients.set(duty, clients);
  return { ...known, clients };
}

/** Makes the connection that `connectionOf` answers from here on. */
export function connect(target: Target, options: ConnectionOptions = {}): Known {
  holder.sluiceAws ??= new Map();
  const made: Known = {
    clients: new Map(),
    limiters: createLimiters(target, options.budgets),
    callTimeoutMs: options.callTimeoutMs ?? callTimeoutMsDefault,
    deadline: options.deadline ?? ((ms: number) => AbortSignal.timeout(ms)),
  };
  holder.sluiceAws.set(JSON.stringify(target), made);
  return made;
}

function createClients(target: Target, duty: Duty, limiters: Connection['limiters']): Clients {
  const roleArn = target.dutyRoleArns[duty] ?? target.roleArn;
  const config = {
    region: target.region,
    // One retry by the SDK: more would hide from the limiter what is really sent.
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    },
    ...(roleArn ? { credentials: assumeRole(target, roleArn, duty) } : {}),
  };
  return {
    cloudformation: new CloudFormationClient(config),
    cloudwatch: new CloudWatchClient(config),
    apigateway: countingRepeats(new APIGatewayClient(config), limiters.apigateway),
    ec2: new EC2Client(config),
    logs: new CloudWatchLogsClient(config),
    // A repeated Invoke would be a second probe; a stream may take minutes. And what is not repeated needs a connection of
    // its own: one that was kept may be closed at the very moment when it is used again.
    lambda: new LambdaClient({
      ...config,
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: 3_000,
        requestTimeout: 930_000,
        httpAgent: { keepAlive: false },
        httpsAgent: { keepAlive: false },
      },
    }),
    quotas: new ServiceQuotasClient(config),
    sts: new STSClient(config),
  };
}

/** What the SDK repeats by itself counts too: it does not wait, and what comes after it does. */
function countingRepeats(client: APIGatewayClient, limiter: Limiter): APIGatewayClient {
  client.middlewareStack.add(
    (next) => (args) => {
      if (isRepeat(args.request)) void limiter.take();
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'countingRepeats' },
  );
  return client;
}

function isRepeat(request: unknown): boolean {
  const { headers } = request as { headers: Record<string, string> };
  return !/^attempt=1;/.test(headers['amz-sdk-request'] ?? 'attempt=1;');
}

/** The shortest session STS gives; the SDK renews it by itself. */
const sessionSeconds = 900;

/** CloudTrail shows the session's name, and so what each call was for. */
function assumeRole(target: Target, roleArn: string, duty: Duty) {
  return fromTemporaryCredentials({
    params: {
      RoleArn: roleArn,
      RoleSessionName: `sluice-${duty}`,
      DurationSeconds: sessionSeconds,
      ...(target.externalId ? { ExternalId: target.externalId } : {}),
    },
    clientConfig: { region: target.region },
  });
}

/** With a PostgreSQL there may be replicas, which share what AWS grants; the embedded database has one process. */
function createLimiters(target: Target, own?: typeof budgets): Record<ServiceName, Limiter> {
  const limiterOf = (service: ServiceName) =>
    env().DATABASE_URL && !own
      ? createLimiter(budgets[service], undefined, sharedLedger(target.id, service))
      : createLimiter((own ?? budgets)[service]);
  return {
    apigateway: limiterOf('apigateway'),
    cloudformation: limiterOf('cloudformation'),
    cloudwatch: limiterOf('cloudwatch'),
    ec2: limiterOf('ec2'),
    lambda: limiterOf('lambda'),
    logs: limiterOf('logs'),
    quotas: limiterOf('quotas'),
    sts: limiterOf('sts'),
  };
}
