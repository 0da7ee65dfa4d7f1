import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyMeaning } from './policy';

const api = 'arn:aws:execute-api:ap-northeast-1:123456789012:abc123';

type Statement = {
  Sid?: string;
  Effect: string;
  Principal: unknown;
  Action: unknown;
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

const oneOrMore = (text: fc.Arbitrary<string>) =>
  fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const resource = fc.constantFrom(
  'execute-api:/*',
  'execute-api:/live/*',
  'execute-api:/live/GET/x',
  'execute-api:/live/POST/*',
);
const statement = fc.record({
  Sid: fc.constantFrom('One', 'Two', 'Three'),
  Effect: fc.constantFrom('Allow', 'Deny'),
  Principal: fc.constantFrom<unknown>('*', { AWS: ['*'] }, { AWS: '123456789012' }),
  Action: oneOrMore(fc.constantFrom('execute-api:Invoke', 'execute-api:*')),
  Resource: oneOrMore(resource),
  Condition: fc.record({
    StringEquals: fc.record({ 'aws:SourceVpc': oneOrMore(fc.constantFrom('vpc-1', 'vpc-2')) }),
  }),
});
const policy = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .map((all) => ({ Version: '2012-10-17', Statement: all as Statement[] }));
type Policy = { Version: string; Statement: Statement[] };

const single = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value);
const expand = (text: string) => text.replace(/^execute-api:\//, `${api}/`);

/** As AWS answers a policy it was given: whole ARNs, members for lists of one, an account's root, other order. */
function rewritten({ Version, Statement }: Policy): unknown {
  const all = Statement.map(({ Principal, Action, Resource, Condition, ...rest }) => ({
    Resource: single((Resource as string[]).map(expand)),
    Principal: rewrittenPrincipal(Principal),
    Condition: Object.fromEntries(
      Object.entries(Condition ?? {}).map(([operator, keys]) => [
        operator,
        Object.fromEntries(
          Object.entries(keys).map(([key, values]) => [
            key,
            single([...(values as string[])].reverse()),
          ]),
        ),
      ]),
    ),
    Action: single([...(Action as string[])].reverse()),
    ...rest,
  }));
  return { Statement: single(all.reverse()), Version };
}

function rewrittenPrincipal(principal: unknown): unknown {
  if (typeof principal === 'string') return { AWS: principal };
  const { AWS } = principal as { AWS: unknown };
  const name = single(AWS);
  return { AWS: name === '123456789012' ? 'arn:aws:iam::123456789012:root' : name };
}

describe('the meaning of a policy', () => {
  it('is the same after AWS has rewritten it, as an object and as text', () => {
    fc.assert(
      fc.property(policy, (given) => {
        const meant = policyMeaning(given, api);
        expect(policyMeaning(rewritten(given), api)).toBe(meant);
        expect(policyMeaning(JSON.stringify(rewritten(given)), api)).toBe(meant);
      }),
    );
  });

  it('is another when one statement allows, denies or covers something else', () => {
    const changes: ((one: Statement) => Statement)[] = [
      (one) => ({ ...one, Effect: one.Effect === 'Allow' ? 'Deny' : 'Allow' }),
      (one) => ({ ...one, Principal: { AWS: '999999999999' } }),
      (one) => ({ ...one, Action: 'execute-api:ManageConnections' }),
      (one) => ({ ...one, Resource: 'execute-api:/other/*' }),
      (one) => ({ ...one, Resource: expand('execute-api:/*').replace('abc123', 'other') }),
      (one) => ({ ...one, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-9' } } }),
      (one) => ({ ...one, Condition: { StringNotEquals: one.Condition?.StringEquals ?? {} } }),
      ({ Condition: _, ...one }) => one,
    ];
    fc.assert(
      fc.property(statement, fc.constantFrom(...changes), (one, change) => {
        const given = { Version: '2012-10-17', Statement: [one as Statement] };
        const other = { ...given, Statement: [change(one as Statement)] };
        expect(policyMeaning(other, api)).not.toBe(policyMeaning(given, api));
      }),
    );
  });

  it('is nothing where there is no policy', () => {
    expect([policyMeaning('no JSON', api), policyMeaning(undefined, api)]).toEqual([null, null]);
  });
});
