import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePolicy, judgePolicy } from './evaluate';
import { fitsPattern } from './wildcards';

const api = 'arn:aws:execute-api:ap-northeast-1:123456789012:abcdefghij';
const request = {
  principal: null,
  action: 'execute-api:Invoke',
  resource: `${api}/live/GET/orders/1`,
  context: { 'aws:SourceVpc': 'vpc-1', 'aws:SourceVpce': 'vpce-1', 'aws:VpcSourceIp': '10.0.1.7' },
};
const allowAll = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' };
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const deny = (Condition: object) => ({ ...allowAll, Effect: 'Deny', Condition });
const allow = (Condition: object) => ({ ...allowAll, Condition });

describe('evaluatePolicy', () => {
  it('allows nothing by itself (aws-facts A5, S-AUTHZ)', () => {
    expect(evaluatePolicy(policy(), request)).toBe('implicitDeny');
    expect(evaluatePolicy('not json', request)).toBe('implicitDeny');
  });

  it('lets Deny win over Allow, whatever their order', () => {
    const denied = deny({ StringNotEquals: { 'aws:SourceVpc': 'vpc-2' } });
    expect(evaluatePolicy(policy(allowAll, denied), request)).toBe('explicitDeny');
    expect(evaluatePolicy(policy(denied, allowAll), request)).toBe('explicitDeny');
  });

  it('ANDs the keys of one Deny, which is the trap of aws-facts A5', () => {
    const both = deny({
      StringNotEquals: { 'aws:SourceVpc': 'vpc-2', 'aws:SourceVpce': 'vpce-1' },
    });
    expect(evaluatePolicy(policy(allowAll, both), request)).toBe('allow');
  });

  it('takes an absent key as different (callers from outside any VPC)', () => {
    const denied = deny({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } });
    expect(evaluatePolicy(policy(allowAll, denied), { ...request, context: {} })).toBe(
      'explicitDeny',
    );
  });

  it.each([
    ['StringEquals', 'aws:SourceVpc', ['vpc-9', 'vpc-1'], true],
    ['StringEquals', 'AWS:sourcevpc', 'vpc-1', true],
    ['StringEqualsIgnoreCase', 'aws:SourceVpc', 'VPC-1', true],
    ['StringLike', 'aws:SourceVpce', 'vpce-?', true],
    ['StringNotLike', 'aws:SourceVpce', 'vpce-*', false],
    ['IpAddress', 'aws:VpcSourceIp', '10.0.1.0/24', true],
    ['IpAddress', 'aws:VpcSourceIp', '10.0.2.0/24', false],
    ['NotIpAddress', 'aws:VpcSourceIp', '10.0.2.0/24', true],
    ['Null', 'aws:SourceVpc', 'false', true],
    ['Null', 'aws:PrincipalArn', 'true', true],
    ['StringEquals', 'aws:PrincipalArn', 'x', false],
    ['StringEqualsIfExists', 'aws:PrincipalArn', 'x', true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'x', false],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'x', true],
    ['Bool', 'aws:SecureTransport', 'true', false],
    ['NoSuchOperator', 'aws:SourceVpc', 'vpc-1', false],
  ])(
    '%s on %s with %j holds: %s (IAM user guide, condition operators)',
    (operator, key, value, isMet) => {
      const decision = evaluatePolicy(policy(allow({ [operator]: { [key]: value } })), request);
      expect(decision).toBe(isMet ? 'allow' : 'implicitDeny');
    },
  );

  it('matches actions without case and resources with', () => {
    const upper = { ...allowAll, Action: 'EXECUTE-API:invoke' };
    expect(evaluatePolicy(policy(upper), request)).toBe('allow');
    const wrong = { ...allowAll, Resource: request.resource.toUpperCase() };
    expect(evaluatePolicy(policy(wrong), request)).toBe('implicitDeny');
  });

  it.each([
    ['arn:aws:execute-api:*', true],
    ['arn:aws:execute-api:ap-*:live/GET/*', false],
    ['arn:aws:execute-api:ap-*:abcdefghij/live/GET/orders/1', true],
    ['arn:aws:execute-api:ap*1:123456789012:*', true],
    ['arn:aws:execute-api:ap*2:abcdefghij/*', false],
    ['arn:aws:execute-api:ap-northeast-1:123456789012:abcdefghij', false],
  ])(
    'takes the resource %s: %s (IAM user guide, wildcards in resource ARNs)',
    (Resource, isMet) => {
      const decision = evaluatePolicy(policy({ ...allowAll, Resource }), request);
      expect(decision).toBe(isMet ? 'allow' : 'implicitDeny');
    },
  );

  it('compares ARNs part by part, and with nothing that is no ARN', () => {
    const context = { ...request.context, 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/a' };
    const decide = (pattern: string) =>
      evaluatePolicy(policy(allow({ ArnLike: { 'aws:PrincipalArn': pattern } })), {
        ...request,
        context,
      });
    expect(decide('arn:aws:iam::*:role/?')).toBe('allow');
    expect(decide('arn:aws:*:role/?')).toBe('implicitDeny');
    expect(decide('*')).toBe('implicitDeny');
  });

  it('says which statement decided: the first Deny that matches, else the first Allow', () => {
    const here = { ...deny({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), Sid: 'Here' };
    const judge = (...statements: object[]) => judgePolicy(policy(...statements), request);
    expect(judge(allowAll, here)).toEqual({
      decision: 'explicitDeny',
      by: { index: 1, sid: 'Here' },
      matching: [0, 1],
    });
    expect(judge(allowAll, allowAll)).toMatchObject({ by: { index: 0, sid: null } });
    expect(judge()).toEqual({ decision: 'implicitDeny', by: null, matching: [] });
  });

  it('lets nothing hold for a list without a set operator, and an escaped * be a *', () => {
    const context = { 'aws:TagKeys': ['a'], 'aws:Referer': 'a*' };
    const decide = (condition: object) =>
      evaluatePolicy(policy(allow(condition)), { ...request, context });
    expect(decide({ StringEquals: { 'aws:TagKeys': 'a' } })).toBe('implicitDeny');
    expect(decide({ StringNotEquals: { 'aws:TagKeys': 'b' } })).toBe('implicitDeny');
    const escaped = ['a$', '{*}'].join('');
    expect(decide({ StringLike: { 'aws:Referer': escaped } })).toBe('allow');
    expect(decide({ StringNotLike: { 'aws:Referer': `${escaped}b` } })).toBe('allow');
  });

  it('knows a session by its role, and the account of both', () => {
    const session = 'arn:aws:sts::123456789012:assumed-role/app/one';
    const decide = (AWS: string) =>
      evaluatePolicy(policy({ ...allowAll, Principal: { AWS } }), {
        ...request,
        principal: session,
      });
    expect(decide('arn:aws:iam::123456789012:role/team/app')).toBe('allow');
    expect(decide('123456789012')).toBe('allow');
    expect(decide('arn:aws:iam::123456789012:role/ops')).toBe('implicitDeny');
    expect(decide('arn:aws:iam::210987654321:role/app')).toBe('implicitDeny');
  });

  it('expands API Gateway’s shorthand when told how', () => {
    const short = { ...allowAll, Resource: 'execute-api:/live/*' };
    const expand = (it: string) => it.replace('execute-api:', api);
    expect(evaluatePolicy(policy(short), request, expand)).toBe('allow');
    expect(evaluatePolicy(policy(short), request)).toBe('implicitDeny');
  });

  it('knows only "*" for an anonymous caller', () => {
    const named = { ...allowAll, Principal: { AWS: '123456789012' } };
    expect(evaluatePolicy(policy(named), request)).toBe('implicitDeny');
    const role = { ...request, principal: 'arn:aws:iam::123456789012:role/app' };
    expect(evaluatePolicy(policy(named), role)).toBe('allow');
  });

  it('fills policy variables, and matches nothing where one has no value', () => {
    const mine = { ...allowAll, Resource: `${api}/\${aws:SourceVpc}/*` };
    const resource = `${api}/vpc-1/GET/`;
    expect(evaluatePolicy(policy(mine), { ...request, resource })).toBe('allow');
    expect(evaluatePolicy(policy(mine), { ...request, resource, context: {} })).toBe(
      'implicitDeny',
    );
  });
});

describe('fitsPattern', () => {
  it('agrees with the same pattern as a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 });
    const pattern = fc.string({
      unit: fc.constantFrom('a', 'b', '/', '.', '*', '?'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        const source = glob.replace(/[./]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
        expect(fitsPattern(glob, value)).toBe(new RegExp(`^${source}$`).test(value));
      }),
      { numRuns: 2000 },
    );
  });
});
