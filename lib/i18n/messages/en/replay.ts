export const replay = {
  title: 'Replay',
  pageTitle: 'Replay: {name}',
  lead: 'Real requests of one UTC day against other limits: who would have been refused, and when.',
  back: 'Back to {name}',
  link: 'Replay',
  form: {
    label: 'Limits to replay against',
    day: 'UTC day',
    today: '{day} (so far)',
    submit: 'Replay',
    invalid:
      'A quota from 1 to {quotaMax, number}, a rate from {rateMin, number} to {rateMax, number} and a burst from 1 to {burstMax, number} can be replayed.',
  },
  result: 'What would have happened',
  sentence:
    'Of {attempts, plural, one {# request} other {# requests}} these limits refuse {refused, number} ({share}): {throttle, number} by the throttle, {quota, number} by the quota.',
  none: 'Of {attempts, plural, one {# request} other {# requests}} these limits refuse none.',
  more: '{count, number} more than were refused.',
  fewer: '{count, number} fewer than were refused.',
  same: 'As many as were refused.',
  trusted:
    'Replaying the limits in force gives {replayed, number} refusals; {recorded, number} were recorded.',
  apart:
    'Replaying the limits in force gives {replayed, number} refusals where {recorded, number} were recorded: the limits were changed since, or what is left was set by hand. Read this with care.',
  assumption:
    'Callers are taken to send the same whatever is answered; a bucket is full at a key’s first request. AWS applies both limits as best effort.',
  edit: 'Edit with these limits',
  keys: 'By key',
  keyNamed: 'Key {label}',
  key: 'Key',
  attempts: 'Requests',
  throttle: 'By throttle',
  quota: 'By quota',
  firstRefused: 'First refused',
  emptyAt: 'Quota gone',
  recorded: 'Recorded refusals',
  never: 'never',
  when: 'When',
  chart:
    'Requests by UTC hour: {attempts, number} in all, {throttle, number} refused by the throttle and {quota, number} by the quota, most in the hour from {hour}.',
  chartNone: 'Requests by UTC hour: {attempts, number} in all, none refused.',
  passed: 'let through',
  byThrottle: 'refused by the throttle',
  byQuota: 'refused by the quota',
  table: 'Show as a table',
  hour: 'UTC hour',
  asOf: 'The log is read to <when></when>.',
  emptyTitle: 'No request log yet',
  emptyText:
    'A replay needs the access log. It is read every minute or so and requests are kept for eight days; call the proxy and come back.',
  noLogText:
    'This proxy keeps no access log, so that there is nothing to replay. API Gateway needs a role to write one; the bootstrap stack makes it.',
  quietTitle: 'No request came on this day',
  quietText: 'Choose another day, or call the proxy and come back.',
} as const;
