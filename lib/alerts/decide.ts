import { lifetimeStanding } from '../proxies/lifetime';
import { dayMs } from '../usage/calendar';
import type { AlertCause, AlertDetail, KeyFacts, ProxyFacts, RuleName, Rules } from './types';

/** What makes an alert the same one, whoever finds it and however often. */
export type AlertIdentity = {
  rule: AlertCause;
  value: number;
  /** The key's id, or empty where it is about the proxy. */
  subject: string;
  /** In which it is told once: the quota's period, the UTC day, the outage, the key's life, or the date or certificate. */
  period: string;
};

export type DueAlert = AlertIdentity & {
  detail: AlertDetail;
  /** Told with a higher level, and written down so that it is never told after it. */
  isCovered: boolean;
};

/** Fewer requests make no share worth waking anybody. */
const requestsMin = 20;
/** One text for an identity; `told` holds these. */
export function identityText({ rule, value, subject, period }: AlertIdentity): string {
  return JSON.stringify([rule, value, subject, period]);
}

/** Every condition of a proxy that holds now, whether it was told or not. Pure. */
export function findReached(facts: ProxyFacts, rules: Rules, now: Date): DueAlert[] {
  return [
    ...facts.keys.flatMap((key) => [
      ...reachedLevels(key, rules),
      ...emptyBeforeReset(key, rules, now),
      ...tooOld(key, rules, now),
    ]),
    ...failingProbe(facts, rules),
    ...throttledShare(facts, rules, now),
    ...dueDates(facts, rules, now),
    ...endingCertificate(facts, rules, now),
  ];
}

/**
 * What proxies of one team have in common, such as their upstream's certificate, is told for the first of them that tells
 * it, by name; the others say nothing of it.
 */
export function oncePerTeam(
  reached: readonly (readonly [ProxyFacts, readonly DueAlert[]])[],
): Map<string, DueAlert[]> {
  const shared = new Set<string>();
  const isFirst = (team: string, alert: DueAlert) => {
    if (alert.rule !== 'certificate') return true;
    const text = JSON.stringify([team, identityText(alert)]);
    return !shared.has(text) && shared.add(text);
  };
  const byName = [...reached].sort(([one], [other]) => (one.proxy < other.proxy ? -1 : 1));
  return new Map(
    byName.map(([{ proxy, team }, due]) => [proxy, due.filter((alert) => isFirst(team, alert))]),
  );
}

/**
 * What is to be told now, of what holds and what was told. Each identity is told once at most; of a quota's levels
 * only the highest, with the lower ones that it passed, and none below one that was told already.
 */
export function decide(reached: readonly DueAlert[], told: ReadonlySet<string>): DueAlert[] {
  const news = reached.filter((alert) => !told.has(identityText(alert)));
  const levels = reached.filter(({ detail }) => detail.kind === 'quota');
  return news.map((alert) => {
    const { detail } = alert;
    if (detail.kind !== 'quota') return alert;
    const isAbove = (level: number) => level > detail.level;
    const isCovered =
      levels.some((other) => isSameQuota(other, alert) && isAbove(other.value)) ||
      [...told].some((text) => isToldAbove(text, alert));
    const passed = news
      .filter((other) => isSameQuota(other, alert) && other.value < detail.level)
      .map(({ value }) => value);
    return { ...alert, isCovered, detail: { ...detail, passed: isCovered ? [] : passed } };
  });
}

const levelOf: Partial<Record<AlertCause, number>> = {
  quota_50: 50,
  quota_80: 80,
  quota_95: 95,
  quota_100: 100,
};

const isSameQuota = (one: AlertIdentity, other: AlertIdentity) =>
  levelOf[one.rule] !== undefined && one.subject === other.subject && one.period === other.period;

function isToldAbove(text: string, alert: AlertIdentity): boolean {
  const [rule, value, subject, period] = JSON.parse(text) as [RuleName, number, string, string];
  return isSameQuota({ rule, value, subject, period }, alert) && value > alert.value;
}

/** The share counts what AWS grants by now, `used` and `left`: an extension is part of it. */
function reachedLevels({ keyId, label, quota }: KeyFacts, rules: Rules): DueAlert[] {
  if (!quota) return [];
  const { used, left, period, firstDay, resetsAt } = quota;
  const total = used + left;
  return Object.entries(levelOf).flatMap(([name, level]) => {
    const rule = name as RuleName;
    const isReached = left <= 0 || (level < 100 && used * 100 >= level * total);
    if (!isReached || !rules[rule].isOn) return [];
    const reset = resetsAt.toISOString();
    return {
      rule,
      value: level,
      subject: keyId,
      period: `${period} ${firstDay}`,
      isCovered: false,
      detail: {
        kind: 'quota',
        key: label,
        level,
        used,
        total,
        period,
        resetsAt: reset,
        passed: [],
      },
    };
  });
}

function emptyBeforeReset(key: KeyFacts, { forecast: rule }: Rules, now: Date): DueAlert[] {
  const { quota, forecast } = key;
  if (!rule.isOn || !quota || !forecast || quota.left <= 0) return [];
  // Even the latest of the interval: what may well not happen is nobody's alert.
  const { emptyAt, earliest, latest } = forecast;
  if (!latest || latest >= quota.resetsAt || emptyAt <= now) return [];
  return [
    {
      rule: 'forecast',
      value: 0,
      subject: key.keyId,
      period: `${quota.period} ${quota.firstDay}`,
      isCovered: false,
      detail: {
        kind: 'forecast',
        key: key.label,
        emptyAt: emptyAt.toISOString(),
        earliest: earliest.toISOString(),
        latest: latest.toISOString(),
        resetsAt: quota.resetsAt.toISOString(),
      },
    },
  ];
}

function tooOld(key: KeyFacts, { key_age: rule }: Rules, now: Date): DueAlert[] {
  if (!rule.isOn || !key.createdAt) return [];
  const days = Math.floor((now.getTime() - key.createdAt.getTime()) / dayMs);
  if (days < rule.value) return [];
  const createdAt = key.createdAt.toISOString();
  return [
    {
      rule: 'key_age',
      value: rule.value,
      subject: key.keyId,
      period: 'life',
      isCovered: false,
      detail: { kind: 'key_age', key: key.label, days, createdAt },
    },
  ];
}

function failingProbe({ outage }: ProxyFacts, { probe: rule }: Rules): DueAlert[] {
  if (!rule.isOn || !outage) return [];
  const since = outage.since.toISOString();
  const { failures, outcome } = outage;
  return [
    {
      rule: 'probe',
      value: 0,
      subject: '',
      period: since,
      isCovered: false,
      detail: { kind: 'probe', since, failures, outcome },
    },
  ];
}

/** Days before a review or an end, and the day itself. A date that was moved is another one, told anew. */
const daysBefore = [30, 7, 1, 0] as const;

function dueDates({ lifetime }: ProxyFacts, { lifetime: rule }: Rules, now: Date): DueAlert[] {
  const standing = rule.isOn ? lifetimeStanding(lifetime, now) : null;
  return (['review', 'end'] as const).flatMap((date) => {
    const reach = standing?.[date];
    if (!reach) return [];
    const { on, days } = reach;
    const reached = daysBefore.filter((level) => days <= level);
    const nearest = reached.at(-1);
    return reached.map((level) => ({
      rule: 'lifetime' as const,
      value: level,
      subject: '',
      period: `${date} ${on}`,
      isCovered: level !== nearest,
      detail: { kind: 'lifetime' as const, date, on, days },
    }));
  });
}

/** Days before a certificate ends, and once it has: from then on callers fail, so that is told by itself. */
const certificateDays = [30, 7, 1, -1] as const;

function endingCertificate(
  { certificate }: ProxyFacts,
  { certificate: rule }: Rules,
  now: Date,
): DueAlert[] {
  if (!rule.isOn || !certificate) return [];
  const { host, proxies } = certificate;
  const days = Math.floor((certificate.validTo.getTime() - now.getTime()) / dayMs);
  const validTo = certificate.validTo.toISOString();
  const readAt = certificate.readAt.toISOString();
  const reached = certificateDays.filter((level) => days <= level);
  return reached.map((level) => ({
    rule: 'certificate' as const,
    value: level,
    subject: '',
    // A renewed one is another, told anew.
    period: `${host} ${validTo}`,
    isCovered: level !== reached.at(-1),
    detail: {
      kind: 'certificate' as const,
      ...{ host, validTo, readAt, days, proxies: [...proxies] },
    },
  }));
}

function throttledShare({ throttled }: ProxyFacts, rules: Rules, now: Date): DueAlert[] {
  const rule = rules.throttled;
  if (!rule.isOn || !throttled || throttled.requests < requestsMin) return [];
  const { refused, requests, since } = throttled;
  const percent = Math.floor((refused * 100) / requests);
  if (percent < rule.value) return [];
  return [
    {
      rule: 'throttled',
      value: rule.value,
      subject: '',
      period: now.toISOString().slice(0, 10),
      isCovered: false,
      detail: { kind: 'throttled', percent, refused, requests, since: since.toISOString() },
    },
  ];
}
