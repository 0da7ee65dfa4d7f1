import type { Lifetime } from '@/templates/proxy/lifetime';
import type { QuotaGauge } from '../usage/types';

/** What a rule watches, as it is stored; each is switched on or off by itself. */
export const ruleNames = [
  'quota_50',
  'quota_80',
  'quota_95',
  'quota_100',
  'forecast',
  'throttled',
  'probe',
  'key_age',
  'lifetime',
  'certificate',
] as const;

export type RuleName = (typeof ruleNames)[number];

/** What an alert is raised for: a rule's condition, or a request that somebody has to hear of, whatever the rules. */
export type AlertCause = RuleName | 'request';

/** `value`: percent of requests for `throttled`, days for `key_age`, the level for quotas; 0 where there is none. */
export type Rule = { isOn: boolean; value: number };
export type Rules = Record<RuleName, Rule>;

/** Where a rule comes from: Sluice itself, the team's defaults, or the proxy's own. */
export type RuleSource = 'sluice' | 'team' | 'proxy';
export type SourcedRules = Record<RuleName, Rule & { source: RuleSource }>;

export type KeyFacts = {
  keyId: string;
  label: string;
  /** Null where it is not known. */
  createdAt: Date | null;
  /** Null without a quota, and while nothing is known of the current period. Counts are requests. */
  quota: {
    used: number;
    left: number;
    period: QuotaGauge['period'];
    /** The first UTC day of the period that the counts are of. */
    firstDay: string;
    resetsAt: Date;
  } | null;
  /** When the quota will be gone, with its interval; null where that is not known. No `latest`: it may as well last. */
  forecast: { emptyAt: Date; earliest: Date; latest: Date | null } | null;
};

/** What is known of one proxy at one moment. */
export type ProxyFacts = {
  /** Its review and its end, in UTC days; null where they are not known. */
  lifetime: Lifetime | null;
  proxy: string;
  team: string;
  /** Keys of consumers; the probe's own never alerts. */
  keys: readonly KeyFacts[];
  /** Since when the proxy is down by its thresholds, and the probes that failed since; null where it is not. */
  outage: { since: Date; failures: number; outcome: string } | null;
  /** Requests that a throttle refused of all since that moment, an hour or two ago; null where that is not known. */
  throttled: { since: Date; refused: number; requests: number } | null;
  /**
   * The certificate that the register's last look read at its upstream, and the team's proxies that call the host; null
   * where none was read.
   */
  certificate: { host: string; validTo: Date; readAt: Date; proxies: readonly string[] } | null;
};

/** What is kept of the moment at which an alert was raised: all that its message tells. Dates are ISO text. */
export type AlertDetail =
  | {
      kind: 'quota';
      key: string;
      level: number;
      used: number;
      total: number;
      period: QuotaGauge['period'];
      resetsAt: string;
      /** Lower levels that were passed since the last look, and are told with this one. */
      passed: number[];
    }
  | {
      kind: 'forecast';
      key: string;
      emptyAt: string;
      earliest: string;
      latest: string;
      resetsAt: string;
    }
  | { kind: 'throttled'; percent: number; refused: number; requests: number; since: string }
  | { kind: 'probe'; since: string; failures: number; outcome: string }
  | { kind: 'key_age'; key: string; days: number; createdAt: string }
  /** `days` from the day on which it was raised; negative where the date was past by then. */
  | { kind: 'lifetime'; date: 'review' | 'end'; on: string; days: number }
  /** Whole days until it ends as of when it was raised; negative since it has. `proxies`: the team's that call the host. */
  | {
      kind: 'certificate';
      host: string;
      validTo: string;
      readAt: string;
      days: number;
      proxies: string[];
    }
  | { kind: 'request_asked'; request: string; by: string; reason: string }
  | {
      kind: 'request_decided';
      request: string;
      /** `approved`, `denied`, `expired`, or `void`: approved, and could not run any more. */
      outcome: string;
      /** Empty where nobody decided, but something moved. */
      by: string;
      reason: string;
    };

export const channelKinds = ['email', 'webhook', 'slack'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export const channelNameLengthMax = 60;

/** What a channel's other end said, or why there was no other end. Never a secret. */
export type ChannelAnswer = { status: number | null; text: string };

/** `dropped`: the channel was removed before. `failed`: refused for good, or nobody answered for three days. */
export type DeliveryState = 'pending' | 'sent' | 'failed' | 'dropped';
