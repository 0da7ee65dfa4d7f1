export const usage = {
  title: 'Usage',
  lead: 'Calls a UTC day that passed policy and key, over all consumer keys.',
  todayText: '{used, number} of {limit, number} used, {left, number} left',
  todayNoQuota: '{used, number} today',
  sum: '{count, number} in 30 days',
  busiest: 'Busiest day {date}: {count, number}',
  limit: 'Limit {limit, number}',
  chart: 'Calls per UTC day over 30 days',
  chartText:
    '{sum, number} calls in 30 days, most on {date} with {max, number}; the limit is {limit}.',
  noLimit: 'none',
  table: 'Show as a table',
  date: 'UTC day',
  remaining: 'Left',
  keyNamed: 'Key {label}',
  probeKey: 'Probe’s own key',
  probeNote: 'Probes have a key of their own and never count against you.',
  throttleText: 'Throttled at {rate, number} per second, burst {burst, number}.',
  source:
    'Source: API Gateway GetUsage, which can lag 40 minutes. AWS applies quotas as best effort.',
  none: 'No calls yet',
  noneText: 'The chart fills as calls come in; GetUsage can lag 40 minutes.',
} as const;
