import { AwsFault, type Clock } from './context';

/** Calls per second and how many may come at once: aws-facts C, from API Gateway's quota page. */
const apiGatewayLimits: Record<string, { perSecond: number; burst: number }> = {
  CreateRestApi: { perSecond: 1 / 3, burst: 1 },
  DeleteRestApi: { perSecond: 1 / 30, burst: 1 },
  CreateDeployment: { perSecond: 1 / 5, burst: 1 },
  UpdateUsagePlan: { perSecond: 1 / 20, burst: 1 },
  CreateApiKey: { perSecond: 5, burst: 5 },
  DeleteApiKey: { perSecond: 5, burst: 5 },
  CreateResource: { perSecond: 5, burst: 5 },
  DeleteResource: { perSecond: 5, burst: 5 },
  GetResources: { perSecond: 2.5, burst: 5 },
  PutRestApi: { perSecond: 1, burst: 1 },
  ImportRestApi: { perSecond: 1 / 3, burst: 1 },
  UpdateAccount: { perSecond: 1 / 20, burst: 1 },
};
const allTogether = { perSecond: 10, burst: 40 };

/**
 * "FilterLogEvents throttle limit in transactions per second" by Region (Amazon CloudWatch Logs endpoints and quotas).
 * How much may come at once is UNCONFIRMED: a second's worth.
 */
const filterPerSecond: Record<string, number> = {
  'us-east-1': 25,
  'ap-northeast-3': 5,
  'ap-southeast-3': 5,
  'ca-west-1': 5,
  'eu-central-1': 5,
  'il-central-1': 5,
};
const filterPerSecondElsewhere = 10;
/** GetMetricData: 50 transactions a second (CloudWatch service quotas). */
const metricDataPerSecond = 50;

/** The control plane's own throttles, for those who switch them on. */
export class ControlPlaneLimits {
  readonly #clock: Clock;
  readonly #region: string;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock, region: string) {
    this.#clock = clock;
    this.#region = region;
  }

  /** Takes one call from each bucket it counts against; throws what the service answers when one is empty. */
  take(service: string, operation: string): void {
    const perSecond = this.#watching(service, operation);
    if (perSecond !== null && !this.#takeFrom(operation, { perSecond, burst: perSecond }))
      throw new AwsFault('ThrottlingException', 'Rate exceeded');
    if (service !== 'apigateway') return;
    const own = apiGatewayLimits[operation];
    const isRefused =
      !this.#takeFrom('*', allTogether) || (own !== undefined && !this.#takeFrom(operation, own));
    if (isRefused) throw new AwsFault('TooManyRequestsException', 'Too Many Requests', 429);
  }

  /** Limits of the services that tell of traffic; null for what has none here. */
  #watching(service: string, operation: string): number | null {
    if (service === 'logs' && operation === 'FilterLogEvents')
      return filterPerSecond[this.#region] ?? filterPerSecondElsewhere;
    return service === 'monitoring' && operation === 'GetMetricData' ? metricDataPerSecond : null;
  }

  #takeFrom(name: string, limit: { perSecond: number; burst: number }): boolean {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(name) ?? { tokens: limit.burst, at: now };
    const refill = ((now - bucket.at) / 1000) * limit.perSecond;
    const tokens = Math.min(limit.burst, bucket.tokens + Math.max(0, refill));
    this.#buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }
}
