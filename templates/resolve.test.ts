import { describe, expect, it } from 'vitest';
import { type AnyTemplate, resolve, Unresolvable } from './resolve';

const template: AnyTemplate = {
  Parameters: { Stage: { Default: 'live' }, Vpc: {} },
  Conditions: {
    IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
    IsOther: { 'Fn::Not': [{ Condition: 'IsLive' }] },
    Both: { 'Fn::And': [{ Condition: 'IsLive' }, { Condition: 'IsOther' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsLive' }, { Condition: 'IsOther' }] },
  },
  Resources: {},
};
const known = { 'AWS::Region': 'us-east-1', Vpc: 'vpc-1' };
const resolved = (value: unknown) => resolve(value, template, known);

describe('resolve', () => {
  it.each([
    [{ Ref: 'Stage' }, 'live'],
    [{ Ref: 'Vpc' }, 'vpc-1'],
    [{ 'Fn::Sub': `\${AWS::Region}/\${!Literal}/\${Stage}` }, `us-east-1/\${Literal}/live`],
    [{ 'Fn::Sub': [`\${Own}-\${Stage}`, { Own: { Ref: 'Vpc' } }] }, 'vpc-1-live'],
    [{ 'Fn::Join': [':', ['a', { Ref: 'Stage' }]] }, 'a:live'],
    [{ 'Fn::If': ['IsLive', 1, 2] }, 1],
    [{ 'Fn::If': ['Both', 1, { Ref: 'Vpc' }] }, 'vpc-1'],
    [{ 'Fn::If': ['Either', 1, 2] }, 1],
    [
      { Condition: { Null: { a: 'true' } }, list: [{ Ref: 'Vpc' }] },
      { Condition: { Null: { a: 'true' } }, list: ['vpc-1'] },
    ],
    [null, null],
  ])('makes %j plain', (value, plain) => {
    expect(resolved(value)).toEqual(plain);
  });

  it.each([
    [{ Ref: 'Nobody' }],
    [{ 'Fn::ImportValue': 'elsewhere' }],
    [{ 'Fn::Sub': `\${Nobody}` }],
    [{ 'Fn::If': ['Nobody', 1, 2] }],
  ])('does not guess %j', (value) => {
    expect(() => resolved(value)).toThrow(Unresolvable);
  });
});
