/**
 * A filter pattern as a predicate. Terms (`ERROR`, `"two words"`, `-without`, `?either`) and JSON conditions
 * (`{ $.status = 429 && $.path = "/x*" }`) of CloudWatch Logs; space-delimited patterns are not there.
 */
export function matcherOf(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (trimmed === '') return () => true;
  return trimmed.startsWith('{') ? jsonMatcher(trimmed.slice(1, -1)) : termMatcher(trimmed);
}

function termMatcher(pattern: string): (message: string) => boolean {
  const terms = pattern.match(/[?-]?(?:"[^"]*"|\S+)/g) ?? [];
  const bare = (term: string) => term.replace(/^[?-]/, '').replace(/^"|"$/g, '');
  const required = terms.filter((term) => !/^[?-]/.test(term)).map(bare);
  const refused = terms.filter((term) => term.startsWith('-')).map(bare);
  const either = terms.filter((term) => term.startsWith('?')).map(bare);
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !refused.some((term) => message.includes(term)) &&
    (either.length === 0 || either.some((term) => message.includes(term)));
}

function jsonMatcher(expression: string): (message: string) => boolean {
  const alternatives = expression.split('||').map((part) => part.split('&&').map(toCondition));
  return (message) => {
    let document: unknown;
    try {
      document = JSON.parse(message);
    } catch {
      return false;
    }
    return alternatives.some((all) => all.every((condition) => condition(document)));
  };
}

function toCondition(text: string): (document: unknown) => boolean {
  const match = /^[\s(]*\$\.([\w.]+)\s*(>=|<=|!=|=|>|<)\s*(.+?)[\s)]*$/.exec(text);
  if (!match) return () => false;
  const [, path = '', operator = '=', raw = ''] = match;
  const wanted = raw.replace(/^"|"$/g, '');
  return (document) => {
    const value = path.split('.').reduce<unknown>(memberOf, document);
    return value !== undefined && compare(String(value), operator, wanted);
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function compare(value: string, operator: string, wanted: string): boolean {
  if (operator === '=' || operator === '!=') {
    const isEqual = wanted.endsWith('*')
      ? value.startsWith(wanted.slice(0, -1))
      : value === wanted || (value !== '' && Number(value) === Number(wanted));
    return operator === '=' ? isEqual : !isEqual;
  }
  const [a, b] = [Number(value), Number(wanted)];
  if (operator === '>') return a > b;
  if (operator === '<') return a < b;
  return operator === '>=' ? a >= b : a <= b;
}
