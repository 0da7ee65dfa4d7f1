export const myUsage = {
  title: 'My usage',
  lead: 'What your keys have used and have left. It reads the same when a quota is spent.',
  list: 'Your keys',
  key: 'Key {label}',
  keyOf: 'Key {label} of {consumer}',
  left: '{left, number} of {limit, number} left',
  used: '{used, number} used',
  noQuota: 'No quota: {rate, number} a second, burst {burst, number}',
  unknown: 'Not known yet',
  source: 'As of <when></when>, by GetUsage, the access log and CloudWatch',
  old: 'As of <when></when>: AWS does not answer',
  never: 'AWS has not answered yet',
  token: {
    button: 'Token for the holder',
    buttonOf: 'Token for the holder of key {label} of {proxy}',
    title: 'A token for the holder of key {label} of {proxy}',
    lead: 'It reads this key’s usage and nothing else, also when the quota is spent. It is listed under your tokens, where you revoke it.',
    nameHint: 'Whom you give it to.',
  },
  elsewhere: 'Outside the browser',
  elsewhereLead:
    'The same by HTTP and on the command line, with a token. Whoever holds a key and has no account is given one for that key.',
  copy: 'Copy the command',
  tokens: 'Tokens',
  empty: 'No key is yours yet',
  emptyLead:
    'Here stand the keys of the proxies that you or your teams own, and those that are labelled as yours.',
} as const;
