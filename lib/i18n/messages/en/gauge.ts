export const gauge = {
  pace: '{count, plural, =0 {No call} one {# call} other {# calls}} in the last hour',
  granted:
    '{count, plural, one {# call} other {# calls}} more than the limit: AWS tells of an extension for this period.',
  taken:
    'AWS says {count, number} fewer are left than limit and use would give: the limit was changed in this period, or somebody set what is left.',
  byHand: 'Somebody changed this limit on AWS; {saved, number} is saved.',
  emptySteady: 'Empty at about {clock} ± {spread}',
  emptySteadyHere: 'Empty at about {clock} = {here}, ± {spread}',
  emptyBetween: 'Empty at about {clock}, between {earliest} and {latest}',
  emptyBetweenHere: 'Empty at about {clock} = {here}, between {earliest} and {latest} UTC',
  emptyPerhaps: 'Empty at about {clock}, not before {earliest}; it may last',
  emptyPerhapsHere: 'Empty at about {clock} = {here}, not before {earliest} UTC; it may last',
  emptyKey: 'key {label}',
  emptySource:
    'Four times in five the end falls in this span. Forecast from the access log: the shape of the days before, and how far the same forecast erred on them.',
  emptyShort: 'empty ≈ {clock}',
} as const;
