import fc from 'fast-check';
import { arnText, policyText } from './policy-text';
import { type KeyType, keys, values } from './requests';

type Condition = { operator: string; type: KeyType; wanted: fc.Arbitrary<string> };

const strings = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'];
const arns = ['ArnEquals', 'ArnLike'];
const orders = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan'];

const ranges = fc
  .oneof(
    fc.tuple(fc.constantFrom('10.0.1.0', '10.0.0.0', '203.0.113.5'), fc.nat(31)),
    fc.tuple(fc.constantFrom('2001:db8::', '2001:db8::1', '::'), fc.nat(127)),
  )
  .map(([base, length]) => `${base}/${length + 1}`);

/** Every operator, on keys of its type. */
const plain: Condition[] = [
  ...strings.flatMap((name) =>
    [name, name.replace('String', 'StringNot')].flatMap((operator) =>
      (['string', 'list', 'arn'] as const).map((type) => ({
        operator,
        type,
        wanted: policyText(values.string, {
          isFilled: operator.includes('Not'),
          isEscaped: operator.endsWith('Like'),
        }),
      })),
    ),
  ),
  ...arns.flatMap((name) =>
    [name, name.replace('Arn', 'ArnNot')].map((operator) => ({
      operator,
      type: 'arn' as const,
      wanted: arnText(values.arn, operator.includes('Not')),
    })),
  ),
  ...[...orders, 'GreaterThanEquals'].flatMap((order): Condition[] => [
    { operator: `Numeric${order}`, type: 'number', wanted: values.number },
    { operator: `Numeric${order}`, type: 'seconds', wanted: values.seconds },
    { operator: `Date${order}`, type: 'instant', wanted: values.instant },
    { operator: `Date${order}`, type: 'seconds', wanted: values.seconds },
  ]),
  { operator: 'Bool', type: 'truth', wanted: fc.constantFrom('true', 'false', 'True') },
  { operator: 'BinaryEquals', type: 'string', wanted: fc.constantFrom('YWJj', 'YQ==') },
  {
    operator: 'IpAddress',
    type: 'address',
    wanted: fc.oneof({ weight: 3, arbitrary: ranges }, fc.constantFrom('10.0.1.7', '::1')),
  },
  { operator: 'NotIpAddress', type: 'address', wanted: ranges },
];

const set = fc.constantFrom('', '', '', 'ForAnyValue:', 'ForAllValues:');
const suffix = fc.constantFrom('', '', 'IfExists');

type Entry = [operator: string, key: string, wanted: string | string[]];

const compared: fc.Arbitrary<Entry> = fc
  .constantFrom(...plain)
  .chain(({ operator, type, wanted }) =>
    fc.tuple(
      fc.tuple(set, fc.constant(operator), suffix).map((it) => it.join('')),
      fc
        .tuple(fc.constantFrom(...keys[type]), fc.boolean())
        .map(([key, isAsIs]) =>
          isAsIs ? key : key.replace(/^aws/, 'AWS').replace('Source', 'source'),
        ),
      oneOrMore(wanted),
    ),
  );

const nulls: fc.Arbitrary<Entry> = fc.tuple(
  fc.constant('Null'),
  fc.constantFrom(...Object.values(keys).flat()),
  fc.constantFrom<string | string[]>('true', 'false', ['true', 'false'], 'True'),
);

/** Up to three conditions; those of one operator stand in one block. */
export const conditions = fc
  .array(fc.oneof({ weight: 6, arbitrary: compared }, nulls), { minLength: 1, maxLength: 3 })
  .map((entries) => {
    const Condition: Record<string, Record<string, string | string[]>> = {};
    for (const [operator, key, wanted] of entries) {
      Condition[operator] = { ...Condition[operator], [key]: wanted };
    }
    return { Condition };
  });

export function oneOrMore<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof({ weight: 2, arbitrary: item }, fc.array(item, { minLength: 1, maxLength: 3 }));
}
