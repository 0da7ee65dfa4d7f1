import { type Price, pricesFor } from '../proxies/cost';
import { probesADay } from './budget';

/**
 * What a schedule comes to in a day, at list prices in US dollars. Every price has its source, as in lib/proxies/cost.ts;
 * free tiers, which an account has but once, are left out.
 */
export type ScheduleCost = {
  probes: number;
  /** Requests with the probe's key, which the gateway answers. */
  calls: number;
  /** Requests that must be refused: without a key, and to a wrong path. */
  refused: number;
  callsUsd: number;
  /**
   * What the refused ones cost at most. That API Gateway charges nothing for them is what its people say (re:Post,
   * "pricing clarification for API Gateway"), and no document: UNCONFIRMED, and so counted.
   */
  refusedUsd: number;
  lambdaUsd: number;
  totalUsd: number;
};

export type LambdaPrices = { region: string; requests: Price; gbSecond: Price };

const whitepaper = {
  source: 'AWS whitepaper How AWS Pricing Works, Lambda',
  asOf: null,
  isConfirmed: true,
} as const;
/** Lists the Regions whose price differs from us-east-1's; Tokyo is not among them. Not AWS's own words: UNCONFIRMED. */
const artillery = {
  source: 'artillery 2.0.28, aws-lambda/prices.js',
  asOf: null,
  isConfirmed: false,
} as const;

const virginia: LambdaPrices = {
  region: 'us-east-1',
  requests: { usd: 0.2, ...whitepaper },
  gbSecond: { usd: 0.000_016_67, ...whitepaper },
};

const tokyo: LambdaPrices = {
  region: 'ap-northeast-1',
  requests: { usd: 0.2, ...artillery },
  gbSecond: { usd: 0.000_016_667, ...artillery },
};

/** The Region's own prices where they are known, else us-east-1's; `region` of the answer says which. Per million, per GB-second. */
export function lambdaPricesFor(region: string): LambdaPrices {
  return region === tokyo.region ? tokyo : virginia;
}

/** As the network's template has it. */
export const probeMemoryMb = 256;
/** What must fail is waited for this long: beside the call itself, or after it by functions of older networks. */
const negativesMs = 3_000;
/** Where nothing was measured yet. */
const callMsDefault = 1_000;

const refusedPerProbe = 2;

export type ScheduleCostInput = {
  region: string;
  everyMinutes: number;
  dailyMax: number;
  /** How long a call through this proxy takes; null where it is not known. */
  callMs: number | null;
};

export function scheduleCost(input: ScheduleCostInput): ScheduleCost {
  const probes = probesADay(input.everyMinutes, input.dailyMax);
  const perRequest = pricesFor(input.region).requests.usd / 1e6;
  const lambda = lambdaPricesFor(input.region);
  const gbSeconds = (probeMemoryMb / 1_024) * probeSeconds(input.callMs);
  const perInvocation = lambda.requests.usd / 1e6 + gbSeconds * lambda.gbSecond.usd;
  const refused = probes * refusedPerProbe;
  const callsUsd = probes * perRequest;
  const refusedUsd = refused * perRequest;
  const lambdaUsd = probes * perInvocation;
  const totalUsd = callsUsd + refusedUsd + lambdaUsd;
  return { probes, calls: probes, refused, callsUsd, refusedUsd, lambdaUsd, totalUsd };
}

/** How long one invocation lasts. */
export function probeSeconds(callMs: number | null): number {
  return ((callMs ?? callMsDefault) + negativesMs) / 1_000;
}
