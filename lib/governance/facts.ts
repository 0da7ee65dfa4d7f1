import { methodsOf } from '@/templates/proxy/http-methods';
import { lifetimeStanding } from '../proxies/lifetime';
import { type DataClass, dataClasses, type UpstreamFacts } from '../upstreams/types';
import type { Bound, When } from './guardrails';
import type { JudgedSpec } from './types';

/** What rules are held against. Null is what is not known: no condition and no bound is met by it. */
export type Facts = {
  team: string;
  environment: JudgedSpec['environment'];
  network: string;
  host: string;
  /** The upstream's base path, under which callers' own paths stand; `/` where it has none. */
  path: string;
  upstreamState: UpstreamFacts['state'] | 'unregistered' | null;
  dataClass: DataClass | null;
  methods: readonly string[];
  amounts: Record<Extract<Bound, { max: number }>['of'], number>;
};

/** A quota of a week or a month as calls a day; a month is February, so that no month brings more. */
const daysOf = { DAY: 1, WEEK: 7, MONTH: 28 } as const;

/** Total: what a spec does not bound is infinite. `upstream` undefined where nobody has looked. */
export function factsOf(
  team: string,
  spec: JudgedSpec,
  upstream: UpstreamFacts | null | undefined,
  now: Date,
): Facts {
  const { quota, rate, burst } = spec.limits;
  const [, host = '', path = ''] =
    /^https:\/\/([^/:]*)(?::\d+)?(.*)$/.exec(spec.upstream.url) ?? [];
  return {
    team,
    environment: spec.environment,
    network: spec.network.name,
    host,
    path: path || '/',
    upstreamState: upstream === undefined ? null : (upstream?.state ?? 'unregistered'),
    dataClass: upstream?.dataClass ?? null,
    methods: methodsOf(spec.upstream),
    amounts: {
      quotaPerDay: quota ? quota.limit / daysOf[quota.period] : Number.POSITIVE_INFINITY,
      ratePerSecond: rate,
      burst,
      timeoutSeconds: spec.upstream.timeoutMs / 1000,
      keys: Object.values(spec.keys).filter((key) => key !== null).length,
      lifetimeDays: lifetimeStanding(spec.lifetime, now)?.end?.days ?? Number.POSITIVE_INFINITY,
    },
  };
}

export function isMeant(when: When, facts: Facts): boolean {
  const { environments, teams, networks, hosts, dataClasses: classes } = when;
  return (
    (!environments || environments.includes(facts.environment)) &&
    (!teams || matchesAny(teams, facts.team)) &&
    (!networks || matchesAny(networks, facts.network)) &&
    (!hosts || matchesAny(hosts, facts.host)) &&
    (!classes || (facts.dataClass !== null && classes.includes(facts.dataClass)))
  );
}

/** Whether it lies outside of what the bound leaves. */
export function isBeyond(bound: Bound, facts: Facts): boolean {
  switch (bound.of) {
    case 'host':
      return !matchesAny(bound.only, facts.host);
    case 'path':
      // `/v1/*` is about `/v1` too.
      return !matchesAny(bound.only, facts.path) && !matchesAny(bound.only, `${facts.path}/`);
    case 'network':
      return !matchesAny(bound.only, facts.network);
    case 'method':
      return facts.methods.some((method) => !bound.only.some((only) => only === method));
    case 'environment':
      return !bound.only.includes(facts.environment);
    case 'dataClass':
      return facts.dataClass !== null && !bound.only.includes(facts.dataClass);
    case 'upstreamState':
      return facts.upstreamState !== null && !bound.only.includes(facts.upstreamState);
    default:
      return facts.amounts[bound.of] > bound.max;
  }
}

/** Whether a change reaches further than before in what the bound is about. */
export function isWider(of: Bound['of'], before: Facts, after: Facts): boolean {
  switch (of) {
    case 'host':
    case 'upstreamState':
      return before.host !== after.host;
    case 'path':
      return before.host !== after.host || !isUnder(after.path, before.path);
    case 'network':
      return before.network !== after.network;
    case 'method':
      return after.methods.some((method) => !before.methods.includes(method));
    case 'environment':
      return before.environment !== after.environment;
    case 'dataClass':
      return before.host !== after.host || rank(before.dataClass) < rank(after.dataClass);
    default:
      return after.amounts[of] > before.amounts[of];
  }
}

function rank(dataClass: DataClass | null): number {
  return dataClass === null ? -1 : dataClasses.indexOf(dataClass);
}

function isUnder(path: string, base: string): boolean {
  return base === '/' || path === base || path.startsWith(`${base}/`);
}

function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matches(pattern, text));
}

/** `*` stands for any run of characters. Each part is looked for once, from the left, so no pattern takes long. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  if (text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
