/** `name = value`, `Name: value`, or the head of a block, `name {`. */
const setting = /^\s*(?:- )?["']?([\w.:@/-]*\w)["']?\s*(?:=|:(?=\s|$)|(?=\{\s*$))\s*(.*)$/;

/** Two names of one thing that differ by more than the way they are written. */
const aliases: Record<string, string> = {
  timeoutmilliseconds: 'timeoutinmillis',
  authorization: 'authorizationtype',
  apikeysource: 'apikeysourcetype',
  quotasettings: 'quota',
  throttlesettings: 'throttle',
  accesslogsettings: 'accesslogsetting',
};

/** The name that a line sets, as neither language writes it: `integration_http_method` is `IntegrationHttpMethod`. */
export function keyOf(text: string): string {
  const plain = (setting.exec(text)?.[1] ?? '').toLowerCase().replace(/[_-]/g, '');
  return aliases[plain] ?? plain;
}

/** Stands for a reference to another resource: how it is wired differs in every template. */
export const referred = '@';

const reference = /^(?:!Ref|!GetAtt|"?\$?\{?(?:aws_|data\.|var\.|local\.|module\.))/;

/**
 * What a line says in either language, for comparison: `rate_limit = 5` says what `RateLimit: 5` says, a list in one
 * line what its items say in lines of their own, and a reference to another resource what any other one under that
 * name says. Nothing where it only holds others together or says that something is left out.
 */
export function saidBy(text: string): string[] {
  const plain = text.trim();
  if (/^[\s{}[\](),]*$|^(?:#|\/\/)/.test(plain)) return [];
  if (/^(?:resource|data)\s+"|^"?Type"?:\s*"?AWS::|^"?Properties"?:/.test(plain)) return [];
  // A resource's own name.
  if (/^(?: {2}| {4})"?\w+"?:\s*\{?$/.test(text) && !/^ {4}"?[a-z]/.test(text)) return [];
  const [, name, value = ''] = setting.exec(text) ?? [];
  if (name && /^(?:null|\{\}|\[\])?,?$/.test(value) && value !== '') return [];
  if (/^depends_?on$/i.test(name ?? '')) return [];
  const list = name ? /^\[(.+)\],?$/.exec(value)?.[1] : undefined;
  if (list) return [`${keyOf(text)} `, ...list.split(',').map(plainly)];
  return [name ? `${keyOf(text)} ${plainly(value)}` : plainly(plain.replace(/^- /, ''))];
}

function plainly(text: string): string {
  const plain = text.trim();
  if (reference.test(plain)) return referred;
  return plain.replace(/^jsonencode\(|["',\s[\]{}]/g, '').toLowerCase();
}
