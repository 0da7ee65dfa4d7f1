/** What alerts say where they arrive: in an inbox, a chat, a webhook. */
export const notices = {
  open: 'Open',
  several: '{count, plural, one {# alert} other {# alerts}} of team {team}',
  moment: '{local} {zone} ({utc} UTC)',
  period: { DAY: 'today', WEEK: 'this week', MONTH: 'this month' },
  quota: {
    title: '{proxy}: {level}% of the quota of key {key} is used',
    spent: '{proxy}: the quota of key {key} is spent',
    text: '{used, number} of {total, number} requests {period}, {left, number} left. It resets at {resetsAt}.',
    spentText:
      'All {total, number} requests {period} are used: callers with this key get 429 until {resetsAt}.',
    passed: 'Passed on the way since the last look: {levels}.',
    source:
      'GetUsage can lag 40 minutes, and API Gateway applies quotas as best effort: a few more may pass.',
  },
  forecast: {
    title: '{proxy}: the quota of key {key} will run out before it resets',
    text: 'At the present pace it is empty at about {emptyAt}, between {earliest} and {latest}. It resets at {resetsAt}.',
  },
  throttled: {
    title: '{proxy}: {percent}% of requests are throttled',
    text: '{refused, number} of {requests, number} requests since {since} were refused with 429 by a rate limit, not by the quota. This is told once a UTC day.',
  },
  probe: {
    title: '{proxy}: the probe fails',
    text: 'Since {since}: {outcome}. {failures, plural, one {One probe} other {# probes}} failed. Nobody is told again before it has recovered.',
  },
  keyAge: {
    title: '{proxy}: key {key} is {days, plural, one {# day} other {# days}} old',
    text: 'It was made at {createdAt}. Rotate it: hand a second key over, and disable this one when it is silent.',
  },
  lifetime: {
    review: {
      due: '{proxy}: {days, plural, =0 {its review is due today} =1 {its review is due tomorrow} other {its review is due in # days}}',
      past: '{proxy}: its review is {days, plural, one {# day} other {# days}} overdue',
      text: 'By {date} (UTC) somebody should have looked whether it is still needed as it is. Press Reviewed on its page, or change or delete it.',
    },
    end: {
      due: '{proxy}: {days, plural, =0 {it ends today} =1 {it ends tomorrow} other {it ends in # days}}',
      past: '{proxy}: it ended {days, plural, one {# day} other {# days}} ago',
      text: 'Its last day is {date} (UTC). After it Sluice proposes the deletion; nothing is deleted before a person does it. If it is still needed, give it a later end.',
    },
  },
  certificate: {
    due: 'The certificate of {host} ends {days, plural, =0 {today} =1 {tomorrow} other {in # days}}',
    past: 'The certificate of {host} has ended',
    text: 'It ends at {validTo}; from then on API Gateway refuses the upstream, and callers of {proxies} get 504. Whoever runs {host} has to renew it. Last read at {readAt}.',
    pastText:
      'It ended at {validTo}: API Gateway refuses the upstream, and callers of {proxies} get 504. Whoever runs {host} has to renew it. Last read at {readAt}.',
  },
  request: {
    asked: '{by} asks for approval: {proxy}',
    askedText: '“{reason}”',
    decided:
      '{outcome, select, approved {{by} approved the request for {proxy}} denied {{by} denied the request for {proxy}} expired {The request for {proxy} has expired} other {The approved request for {proxy} could not run}}',
    decidedText:
      '{outcome, select, approved {It begins now, exactly as it was asked for.} denied {Nothing was changed.} expired {Nobody decided in time, or the approval was not used in time. Nothing was changed. Open it to ask again.} other {Something has moved since it was asked for. Open it to ask again.}}{reason, select, none {} other { “{reason}”}}',
  },
  test: {
    title: 'A test of the channel {channel}',
    text: 'This is what an alert of team {team} looks like here. Nothing has happened. Sent by {person}.',
  },
} as const;
