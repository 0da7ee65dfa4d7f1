import type { TokenBucket } from '../dataplane/token-bucket';
import { named } from '../named';
import type { ApiKey, KeyUsage, RestApi, UsagePlan } from './types';

/** Everything API Gateway keeps in one account and Region. */
export class ApiGatewayStore {
  readonly apis = new Map<string, RestApi>();
  readonly keys = new Map<string, ApiKey>();
  readonly plans = new Map<string, UsagePlan>();
  /** Keyed `planId/keyId`. */
  readonly usage = new Map<string, KeyUsage>();
  /** The role with which API Gateway writes logs; one per account and Region. */
  cloudwatchRoleArn: string | undefined;
  /** Throttles start full after a restart, as they hold seconds of history at most; hence not persisted. */
  readonly buckets = new Map<string, TokenBucket>();

  toJSON(): object {
    return {
      apis: [...this.apis],
      keys: [...this.keys],
      plans: [...this.plans],
      usage: [...this.usage],
      cloudwatchRoleArn: this.cloudwatchRoleArn,
    };
  }

  /** Replaces all that is held; an empty object empties the store. */
  fromJSON(json: unknown): void {
    const saved = json as Partial<{
      apis: [string, RestApi][];
      keys: [string, ApiKey][];
      plans: [string, UsagePlan][];
      usage: [string, KeyUsage][];
      cloudwatchRoleArn: string;
    }>;
    fill(this.apis, saved.apis);
    for (const api of this.apis.values()) {
      api.models = named(api.models);
      api.stages = named(api.stages);
    }
    fill(this.keys, saved.keys);
    fill(this.plans, saved.plans);
    fill(this.usage, saved.usage);
    // State that an earlier version kept has no extras.
    for (const usage of this.usage.values()) usage.extras ??= [];
    this.cloudwatchRoleArn = saved.cloudwatchRoleArn;
    this.buckets.clear();
  }
}

function fill<V>(map: Map<string, V>, entries: [string, V][] | undefined): void {
  map.clear();
  for (const [key, value] of entries ?? []) map.set(key, value);
}
