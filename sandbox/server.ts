import { service as apigateway } from './apigateway/service';
import { ApiGatewayStore } from './apigateway/store';
import { OffsetClock } from './clock';
import { StackEngine } from './cloudformation/engine/engine';
import { service as cloudformation } from './cloudformation/service';
import { CloudFormationStore } from './cloudformation/store';
import { service as cloudwatch } from './cloudwatch/service';
import { CloudWatchStore } from './cloudwatch/store';
import type { SandboxContext, SandboxOptions, Service } from './context';
import { CallCounter } from './control/calls';
import { FaultTable } from './control/faults';
import { handleControl } from './control/routes';
import { createDataPlane, type EndpointListener } from './dataplane/listeners';
import { service as ec2 } from './ec2/service';
import { Ec2Store } from './ec2/store';
import { createHttpServer, listen } from './http';
import { IamStore } from './iam/store';
import { service as lambda } from './lambda/service';
import { LambdaStore } from './lambda/store';
import { ControlPlaneLimits } from './limits';
import { service as logs } from './logs/service';
import { LogsStore } from './logs/store';
import { emptyStores, Persistence } from './persist';
import { Router } from './router';
import { AccountQuotas } from './servicequotas/quotas';
import { service as servicequotas } from './servicequotas/service';
import { service as sts } from './sts/service';
import { createAuthority } from './tls';
import { upstreamRoute } from './upstream/hosts';
import { startPublicHosts } from './upstream/public-hosts';

/** A local AWS: one account, one Region. */
export type Sandbox = {
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly url: string;
  readonly port: number;
  readonly context: SandboxContext;
  readonly caPem: string;
  /** Where a caller outside every VPC reaches API Gateway. */
  readonly publicUrl: string;
  endpoints(): EndpointListener[];
  /** Stops listening, keeps the state if there is a data directory. Operations in progress go on at the next start. */
  close(): Promise<void>;
};

/** Every service of the local AWS. */
export const services: readonly Service[] = [
  cloudformation,
  ec2,
  sts,
  servicequotas,
  apigateway,
  lambda,
  logs,
  cloudwatch,
];

/**
 * Starts a sandbox; everything belongs to the instance, so many can run in one process. Rejects with a one-line
 * Error when the port is taken.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = new OffsetClock(options.time);
  const context = createContext(options, clock, () => persistence.touch());
  const persistence = new Persistence(context, clock);
  const authority = await createAuthority();
  const isKnown = await persistence.load();
  if (!isKnown) prepareAccount(context);
  context.iam.isEvaluated = context.options.evaluateIam;

  const dataPlane = await createDataPlane(context, authority);
  context.ec2.watcher = {
    opened: (endpointId) => dataPlane.openEndpoint(endpointId),
    closed: (endpointId) => dataPlane.closeEndpoint(endpointId),
  };
  for (const endpoint of context.ec2.endpoints.values()) {
    if (endpoint.vpcEndpointType === 'Interface') {
      await dataPlane.openEndpoint(endpoint.vpcEndpointId);
    }
  }

  const publicHosts = await startPublicHosts(authority, (name) => {
    const { kind } = upstreamRoute(name, context.options);
    return kind === 'echo' || kind === 'local';
  });
  const router = new Router(context, services);
  const surface = {
    context,
    dataPlane,
    publicHosts,
    caPem: authority.caPem,
    async reset(evaluateIam = context.options.evaluateIam) {
      context.engine.abandon();
      for (const { endpointId } of dataPlane.endpoints()) await dataPlane.closeEndpoint(endpointId);
      emptyStores(context);
      context.faults.remove(null);
      publicHosts.forget();
      context.quotas.reset();
      router.forgetAnswers();
      clock.offsetMs = 0;
      context.calls.reset(clock.now());
      prepareAccount(context);
      context.iam.isEvaluated = evaluateIam;
      context.touch();
    },
  };
  const server = createHttpServer((request) =>
    request.path.startsWith('/_sandbox/') ? handleControl(surface, request) : router.route(request),
  );
  const host = context.options.host;
  let port: number;
  try {
    port = await listen(server, context.options.port, host);
  } catch (error) {
    await Promise.all([dataPlane.close(), publicHosts.close()]);
    throw error;
  }
  context.engine.resume();

  return {
    url: `http://${host}:${port}`,
    port,
    context,
    caPem: authority.caPem,
    publicUrl: dataPlane.publicUrl,
    endpoints: () => dataPlane.endpoints(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      // The state is written while operations are still in it: they go on at the next start.
      context.engine.abandon();
      await Promise.all([dataPlane.close(), publicHosts.close()]);
      await persistence.close();
      await closed;
    },
  };
}

function createContext(
  options: SandboxOptions,
  clock: OffsetClock,
  touch: () => void,
): SandboxContext {
  const context: SandboxContext = {
    options: {
      port: options.port ?? 0,
      host: options.host ?? '127.0.0.1',
      accountId: options.accountId ?? '123456789012',
      region: options.region ?? 'ap-northeast-1',
      paceMs: options.paceMs ?? 0,
      usageLagMs: options.usageLagMs ?? 0,
      keySettleMs: options.keySettleMs ?? 0,
      dataDir: options.dataDir ?? null,
      upstream: options.upstream ?? 'echo',
      echoHosts: options.echoHosts ?? [],
      enforceLimits: options.enforceLimits ?? false,
      quotas: options.quotas ?? {},
      withoutEndpointServices: options.withoutEndpointServices ?? [],
      evaluateIam: options.evaluateIam ?? false,
    },
    accountId: options.accountId ?? '123456789012',
    region: options.region ?? 'ap-northeast-1',
    clock,
    log: options.log ?? (() => {}),
    ec2: new Ec2Store(),
    apigateway: new ApiGatewayStore(),
    lambda: new LambdaStore(),
    logs: new LogsStore(),
    cloudwatch: new CloudWatchStore(),
    iam: new IamStore(),
    cloudformation: new CloudFormationStore(),
    engine: new StackEngine(() => context),
    faults: new FaultTable(),
    calls: new CallCounter(clock.now()),
    quotas: new AccountQuotas(options.quotas),
    limits: new ControlPlaneLimits(clock, options.region ?? 'ap-northeast-1'),
    touch,
  };
  return context;
}

/** An account as its bootstrap leaves it: API Gateway may write logs, which a stage with an access log needs. */
function prepareAccount(context: SandboxContext): void {
  context.apigateway.cloudwatchRoleArn = `arn:aws:iam::${context.accountId}:role/apigateway-logs`;
}
