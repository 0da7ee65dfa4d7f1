import { createTranslator } from 'use-intl/core';
import { createFormat } from '../format';
import { catalogue, type Messages } from '../i18n/catalogue';
import type { Locale } from '../i18n/locales';
import { withQuery } from '../query';
import { routes } from '../routes';
import { quotaPeriod, utcDay } from '../usage/calendar';
import type { Message, Notice } from './channels/outcome';
import type { AlertCause, AlertDetail } from './types';

/** How a team reads: its language, and the zone of its clock. `origin` is where Sluice is reached. */
export type Reader = { locale: Locale; zone: string; origin: string };

export type RaisedAlert = {
  id: string;
  team: string;
  proxy: string;
  rule: AlertCause;
  subject: string;
  detail: AlertDetail;
  raisedAt: Date;
};

/** The message about one alert, or about several at once. Same alerts and reader, same message. */
export function alertMessage(id: string, raised: readonly RaisedAlert[], reader: Reader): Message {
  const words = wordsOf(reader.locale);
  const notices = raised.map((alert) => noticeOf(alert, reader));
  const [first] = notices;
  const title =
    notices.length === 1 && first
      ? first.title
      : words('several', { count: notices.length, team: raised[0]?.team ?? '' });
  const at = raised[0]?.raisedAt ?? new Date(0);
  return { id, type: 'alert', at, title, notices, words: { open: words('open') } };
}

export function testMessage(
  {
    id,
    at,
    channel,
    team,
    person,
  }: { id: string; at: Date; channel: string; team: string; person: string },
  reader: Reader,
): Message {
  const words = wordsOf(reader.locale);
  const title = words('test.title', { channel });
  const url = `${reader.origin}${routes.alerts}?team=${encodeURIComponent(team)}`;
  const notice = { id, title, text: words('test.text', { team, person }), url, facts: { team } };
  return { id, type: 'test', at, title, notices: [notice], words: { open: words('open') } };
}

function noticeOf(alert: RaisedAlert, reader: Reader): Notice {
  const { id, team, proxy, rule, subject, detail, raisedAt } = alert;
  const { title, text } = textOf(proxy, detail, reader);
  const { kind, ...rest } = detail;
  return {
    id,
    title,
    text,
    url: `${reader.origin}${placeOf(alert)}`,
    facts: {
      proxy,
      team,
      rule,
      keyId: subject || null,
      raisedAt: raisedAt.toISOString(),
      condition: kind,
      ...rest,
    },
  };
}

/**
 * The page, and the part of it, that shows what the alert is about: of calls the key and the days, which are the same
 * whenever the link is followed.
 */
function placeOf({ proxy, subject, detail, raisedAt }: RaisedAlert): string {
  const calls = (from: string, part: string) => {
    const view = { from, to: utcDay(raisedAt), key: subject };
    return `${withQuery(routes.proxyUsage(proxy), view)}#${part}`;
  };
  switch (detail.kind) {
    case 'quota':
      return calls(quotaPeriod(detail.period, raisedAt).firstDay, 'days');
    case 'forecast':
      return calls(utcDay(raisedAt), 'days');
    case 'throttled':
      return calls(utcDay(new Date(detail.since)), 'outcomes');
    case 'certificate':
      return routes.upstream(detail.host);
    default:
      return 'request' in detail
        ? routes.request(detail.request)
        : `${routes.proxy(proxy)}#${partOf[detail.kind]}`;
  }
}

const partOf = {
  probe: 'probe',
  key_age: 'keys',
  lifetime: 'lifetime',
} as const;

function textOf(proxy: string, detail: AlertDetail, reader: Reader) {
  const words = wordsOf(reader.locale);
  const moment = (iso: string) => momentText(new Date(iso), reader);
  switch (detail.kind) {
    case 'quota':
      return quotaText(proxy, detail, reader);
    case 'forecast':
      return {
        title: words('forecast.title', { proxy, key: detail.key }),
        text: words('forecast.text', {
          emptyAt: moment(detail.emptyAt),
          earliest: moment(detail.earliest),
          latest: moment(detail.latest),
          resetsAt: moment(detail.resetsAt),
        }),
      };
    case 'throttled':
      return {
        title: words('throttled.title', { proxy, percent: String(detail.percent) }),
        text: words('throttled.text', {
          refused: detail.refused,
          requests: detail.requests,
          since: moment(detail.since),
        }),
      };
    case 'probe':
      return {
        title: words('probe.title', { proxy }),
        text: words('probe.text', {
          since: moment(detail.since),
          outcome: detail.outcome,
          failures: detail.failures,
        }),
      };
    case 'key_age':
      return {
        title: words('keyAge.title', { proxy, key: detail.key, days: detail.days }),
        text: words('keyAge.text', { createdAt: moment(detail.createdAt) }),
      };
    case 'lifetime': {
      const { date, on, days } = detail;
      const when = days < 0 ? 'past' : 'due';
      const format = createFormat(reader.locale, { timeZone: 'UTC', now: new Date(on) });
      return {
        title: words(`lifetime.${date}.${when}`, { proxy, days: Math.abs(days) }),
        text: words(`lifetime.${date}.text`, { date: format.date(on) }),
      };
    }
    case 'certificate': {
      const { host, days, proxies } = detail;
      const format = createFormat(reader.locale, { timeZone: 'UTC', now: new Date(detail.readAt) });
      return {
        title: words(days < 0 ? 'certificate.past' : 'certificate.due', {
          host,
          days: Math.abs(days),
        }),
        text: words(days < 0 ? 'certificate.pastText' : 'certificate.text', {
          host,
          validTo: moment(detail.validTo),
          readAt: moment(detail.readAt),
          proxies: format.list(proxies),
        }),
      };
    }
    case 'request_asked':
      return {
        title: words('request.asked', { proxy, by: detail.by }),
        text: words('request.askedText', { reason: detail.reason }),
      };
    case 'request_decided': {
      const outcome = detail.outcome;
      return {
        title: words('request.decided', { proxy, outcome, by: detail.by }),
        text: words('request.decidedText', { outcome, reason: detail.reason || 'none' }),
      };
    }
  }
}

function quotaText(proxy: string, detail: Extract<AlertDetail, { kind: 'quota' }>, reader: Reader) {
  const words = wordsOf(reader.locale);
  const { key, level, used, total, passed } = detail;
  const period = words(`period.${detail.period}`);
  const resetsAt = momentText(new Date(detail.resetsAt), reader);
  const isSpent = level >= 100;
  const parts = [
    isSpent
      ? words('quota.spentText', { total, period, resetsAt })
      : words('quota.text', { used, total, period, left: Math.max(0, total - used), resetsAt }),
    ...(passed.length > 0
      ? [words('quota.passed', { levels: passed.map((each) => `${each}%`).join(', ') })]
      : []),
    words('quota.source'),
  ];
  const title = isSpent
    ? words('quota.spent', { proxy, key })
    : words('quota.title', { proxy, key, level: String(level) });
  return { title, text: parts.join(reader.locale === 'ja' ? '' : ' ') };
}

/** By the team's clock, and by the one that quotas go by. */
function momentText(at: Date, { locale, zone }: Reader): string {
  const format = createFormat(locale, { timeZone: zone, now: at });
  const local = `${format.day(at)} ${format.timeOfDay(at)}`;
  if (zone === 'UTC') return `${local} UTC`;
  const utc = `${format.day(at, 'UTC')} ${format.timeOfDay(at, 'UTC')}`;
  return wordsOf(locale)('moment', { local, zone: format.zoneName(at), utc });
}

function wordsOf(locale: Locale) {
  return createTranslator<Messages, 'notices'>({
    locale,
    messages: catalogue[locale],
    namespace: 'notices',
    timeZone: 'UTC',
  });
}
