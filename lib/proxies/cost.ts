/**
 * What a proxy costs a month beside a NAT gateway doing the same. List prices in US dollars, without tax and
 * discounts; each carries where it is from, its date, and whether a primary source was found.
 */
export type Price = {
  usd: number;
  source: string;
  /** ISO month or day the figure is from; null where it is not known. */
  asOf: string | null;
  isConfirmed: boolean;
};

export type PriceList = {
  region: string;
  endpointAzHour: Price;
  endpointGb: Price;
  natHour: Price;
  natGb: Price;
  publicIpv4Hour: Price;
  /** Ascending; `upTo` is the last request of the tier in a month. */
  requestTiers: { upTo: number; perMillion: number }[];
  requests: Price;
};

export type CostInput = {
  azCount: number;
  requestsPerMonth: number;
  gbPerMonth: number;
  /** The endpoint already stands and is shared: this proxy adds nothing to its hours. */
  isNetworkShared: boolean;
};

export type Cost = {
  gateway: { endpointHours: number; endpointData: number; requests: number; total: number };
  nat: { hours: number; publicIpv4: number; data: number; total: number };
  /** Requests a month at which both cost the same, data set aside; the gateway is cheaper below. */
  breakEvenRequests: number;
};

/** AWS bills a month as 730 hours. */
export const hoursPerMonth = 730;

const june2026 = { source: 'zacfukuda.com', asOf: '2026-06-01', isConfirmed: true } as const;
const privatelink = {
  source: 'aws.amazon.com/privatelink/pricing',
  asOf: null,
  isConfirmed: true,
} as const;
const cloudburn = { source: 'cloudburn.io', asOf: '2026-02', isConfirmed: true } as const;
const tokyoBill = { source: 'scrapbox.io/sunabako', asOf: null, isConfirmed: true } as const;
const unconfirmed = { source: 'memory', asOf: null, isConfirmed: false } as const;

const virginia: PriceList = {
  region: 'us-east-1',
  endpointAzHour: { usd: 0.01, ...june2026 },
  endpointGb: { usd: 0.01, ...privatelink },
  natHour: { usd: 0.045, ...cloudburn },
  natGb: { usd: 0.045, ...june2026 },
  publicIpv4Hour: { usd: 0.005, ...cloudburn },
  requestTiers: [
    { upTo: 333e6, perMillion: 3.5 },
    { upTo: 1000e6, perMillion: 2.8 },
    { upTo: 20_000e6, perMillion: 2.38 },
    { upTo: Number.POSITIVE_INFINITY, perMillion: 1.51 },
  ],
  requests: {
    usd: 3.5,
    source: 'AWS whitepaper, private API integration',
    asOf: null,
    isConfirmed: true,
  },
};

const tokyo: PriceList = {
  region: 'ap-northeast-1',
  endpointAzHour: { usd: 0.014, ...tokyoBill },
  endpointGb: { usd: 0.01, ...privatelink },
  natHour: { usd: 0.062, ...cloudburn },
  natGb: { usd: 0.062, ...unconfirmed },
  publicIpv4Hour: { usd: 0.005, ...cloudburn },
  requestTiers: [{ upTo: Number.POSITIVE_INFINITY, perMillion: 4.25 }],
  requests: { usd: 4.25, ...unconfirmed },
};

/** The Region's own prices where they are known, else us-east-1's; `region` of the answer says which. */
export function pricesFor(region: string): PriceList {
  return region === tokyo.region ? tokyo : virginia;
}

/** `C_gw = AZ·p_h·H + GB·p_gb + R·p_req`; `C_nat = N·(p_nat + p_ip)·H + GB·p_natgb`, one NAT gateway per AZ. */
export function monthlyCost(prices: PriceList, input: CostInput): Cost {
  const fixedEndpoint = input.azCount * prices.endpointAzHour.usd * hoursPerMonth;
  const endpointHours = input.isNetworkShared ? 0 : fixedEndpoint;
  const endpointData = input.gbPerMonth * prices.endpointGb.usd;
  const requests = requestCost(prices, input.requestsPerMonth);
  const hours = input.azCount * prices.natHour.usd * hoursPerMonth;
  const publicIpv4 = input.azCount * prices.publicIpv4Hour.usd * hoursPerMonth;
  const data = input.gbPerMonth * prices.natGb.usd;
  return {
    gateway: {
      endpointHours,
      endpointData,
      requests,
      total: endpointHours + endpointData + requests,
    },
    nat: { hours, publicIpv4, data, total: hours + publicIpv4 + data },
    breakEvenRequests: requestsFor(prices, hours + publicIpv4 - fixedEndpoint),
  };
}

function requestCost(prices: PriceList, count: number): number {
  let cost = 0;
  let from = 0;
  for (const tier of prices.requestTiers) {
    const inTier = Math.max(0, Math.min(count, tier.upTo) - from);
    cost += (inTier / 1e6) * tier.perMillion;
    from = tier.upTo;
    if (count <= tier.upTo) break;
  }
  return cost;
}

/** The inverse of `requestCost`: how many requests a budget buys. */
function requestsFor(prices: PriceList, budget: number): number {
  let left = Math.max(0, budget);
  let from = 0;
  for (const tier of prices.requestTiers) {
    const whole = ((tier.upTo - from) / 1e6) * tier.perMillion;
    if (left <= whole) return Math.round(from + (left / tier.perMillion) * 1e6);
    left -= whole;
    from = tier.upTo;
  }
  return from;
}
