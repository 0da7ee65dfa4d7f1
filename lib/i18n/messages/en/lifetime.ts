/** How long a proxy is meant to stand. Days are UTC days. */
export const lifetime = {
  mark: {
    expired: 'Expired {days, plural, =1 {yesterday} other {# days ago}}',
    review_overdue: 'Review {days, plural, =1 {1 day} other {# days}} overdue',
    ends_soon: '{days, plural, =0 {Ends today} =1 {Ends tomorrow} other {Ends in # days}}',
    review_soon: '{days, plural, =0 {Review today} =1 {Review tomorrow} other {Review in # days}}',
  },
  title: 'Lifetime',
  reviewOn: 'Review on {date}',
  endsOn: 'Ends on {date}',
  notice: {
    expired: 'Its time is over: its last day was {date}',
    ends_soon: 'It ends on {date}',
    review_overdue: 'Its review was due on {date}',
    review_soon: 'Its review is due on {date}',
  },
  endText:
    'After its end Sluice proposes the deletion and never deletes by itself. If it is still needed, give it a later end.',
  reviewText:
    'Is it still needed, with this upstream, these limits and these callers? Whoever has looked says until when that holds.',
  readOnly: 'Team {team} and the platform team decide.',
  extend: 'Change its end',
  review: {
    button: 'Reviewed',
    title: 'Reviewed: {name}',
    text: 'You have looked, and it is still needed as it is. The next review is written into its stack as labels; callers feel nothing of it.',
    behind:
      'You have looked, and it is still needed. Its template is of an older version, so that this brings the new one too: the run stops at its plan, for you to read.',
    next: 'Next review on',
    nextHint: 'Not after its end on {date}.',
    submit: 'Mark as reviewed',
    cancel: 'Not yet',
    invalid: 'A date from tomorrow on, and not after its end.',
  },
} as const;
