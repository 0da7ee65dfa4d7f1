import fc from 'fast-check';
import { keys } from './requests';

const single = fc.constantFrom(...keys.string, ...keys.arn);
const listed = fc.constantFrom(...keys.list);

/** A key of several values fills nothing. */
const bare = fc.oneof({ weight: 4, arbitrary: single }, listed).map((key) => `\${${key}}`);
const defaulted = fc
  .tuple(fc.oneof(single, listed), fc.constantFrom('a', 'abc', 'a*c'))
  .map(([key, fallback]) => `\${${key}, '${fallback}'}`);
const escaped = fc.constantFrom('*', '?', '$').map((it) => `\${${it}}`);

/** Some characters of a word made wild, or left out. */
export function wild(word: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(word, fc.nat(9), fc.nat(9), fc.constantFrom('*', '?', ''))
    .map(([text, one, other, mark]) => {
      const [from, to] = [one % (text.length + 1), other % (text.length + 1)].sort();
      return text.slice(0, from) + mark + text.slice(to);
    });
}

/**
 * Text as it stands in policies: words, wildcards, variables. What the oracle gets wrong can be left out: variables
 * that may stay unfilled, escaped characters.
 */
export function policyText(
  word: fc.Arbitrary<string>,
  { isFilled = false, isEscaped = true } = {},
): fc.Arbitrary<string> {
  const variable = isFilled ? defaulted : fc.oneof(bare, defaulted);
  const around = fc.constantFrom('', '', 'a', 'x/');
  return fc.oneof(
    { weight: 3, arbitrary: word },
    { weight: 3, arbitrary: wild(word) },
    { weight: 2, arbitrary: fc.tuple(around, variable).map((it) => it.join('')) },
    ...(isEscaped
      ? [fc.tuple(around, escaped, fc.constantFrom('', 'c')).map((it) => it.join(''))]
      : []),
  );
}

/** An ARN with wildcards in any part and variables in its last. */
export function arnText(arn: fc.Arbitrary<string>, isFilled: boolean): fc.Arbitrary<string> {
  const rest = policyText(fc.constantFrom('role/app', 'user/ann', 'bucket-a'), { isFilled });
  const mark = fc.constantFrom(null, null, '*', '?*', '1?3*');
  return fc.tuple(arn, mark, mark, fc.option(rest)).map(([text, region, account, other]) => {
    const [, partition, service, ...parts] = text.split(':');
    const [ownRegion, ownAccount, ...own] = parts;
    const last = other ?? own.join(':');
    return ['arn', partition, service, region ?? ownRegion, account ?? ownAccount, last].join(':');
  });
}
