import { whereIs } from '@/templates/proof/where';
import { type AnyTemplate, resolve } from '@/templates/resolve';

/** Where what the templates make would stand. */
export const where = whereIs('ap-northeast-1', '123456789012');

export type Reader = ReturnType<typeof readerOf>;

/** A template with its references filled in. */
export function readerOf(template: AnyTemplate) {
  const ids = Object.fromEntries(Object.keys(template.Resources).map((id) => [id, id]));
  const known = {
    ...ids,
    'AWS::Region': where.region,
    'AWS::AccountId': where.accountId,
    'AWS::Partition': where.partition,
  };
  const all = <Properties>(type: string) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties = {} }]) => {
        const filled = Object.entries(Properties).flatMap(([name, value]) => {
          // What only CloudFormation knows, such as an ARN, bears on no hop.
          try {
            return [[name, resolve(value, template, known)]];
          } catch {
            return [];
          }
        });
        return { id, it: Object.fromEntries(filled) as Properties };
      });
  const only = <Properties>(type: string) => {
    const [found] = all<Properties>(type);
    if (!found) throw new Error(`the template makes no ${type}`);
    return found.it;
  };
  return { all, only, idOf: (type: string) => all<object>(type)[0]?.id ?? '' };
}
