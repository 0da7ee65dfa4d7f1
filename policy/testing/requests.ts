import fc from 'fast-check';
import type { PolicyRequest } from '../evaluate';

/** Few values, so that policies and requests meet often. */
export const accounts = ['123456789012', '210987654321'] as const;
const regions = ['ap-northeast-1', 'us-east-1'] as const;

export const principals = [
  'arn:aws:iam::123456789012:user/ann',
  'arn:aws:iam::123456789012:role/app',
  'arn:aws:iam::123456789012:role/team/app',
  'arn:aws:sts::123456789012:assumed-role/app/one',
  'arn:aws:sts::123456789012:assumed-role/ops/two',
  'arn:aws:iam::210987654321:user/ann',
] as const;

const arns = [
  'arn:aws:iam::123456789012:role/app',
  'arn:aws:iam::210987654321:user/ann',
  'arn:aws:lambda:us-east-1:123456789012:function:ask:live',
  'arn:aws:s3:::bucket-a',
] as const;

const words = ['a', 'ab', 'abc', 'Abc', 'a*c', 'b', 'vpc-1', 'vpc-2', 'x/y', 'red.1'] as const;

/** Context keys that a request may carry, by the type that AWS gives them. */
export const keys = {
  string: [
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:UserAgent',
    'aws:Referer',
    'aws:PrincipalTag/Team',
  ],
  list: ['aws:TagKeys', 'aws:CalledVia', 'aws:PrincipalOrgPaths'],
  arn: ['aws:PrincipalArn', 'aws:SourceArn'],
  address: ['aws:SourceIp', 'aws:VpcSourceIp'],
  number: ['aws:MultiFactorAuthAge'],
  instant: ['aws:CurrentTime', 'aws:TokenIssueTime'],
  seconds: ['aws:EpochTime'],
  truth: ['aws:SecureTransport', 'aws:MultiFactorAuthPresent', 'aws:ViaAWSService'],
} as const;

export type KeyType = keyof typeof keys;

/** Values as a request carries them. */
export const values = {
  string: fc.constantFrom(...words),
  list: fc.constantFrom(...words),
  arn: fc.constantFrom(...arns),
  address: fc.constantFrom(
    '10.0.1.7',
    '10.0.2.9',
    '203.0.113.5',
    '255.255.255.255',
    '2001:db8::1',
    '2001:db8:1:2:3:4:5:6',
    '::1',
  ),
  number: fc.constantFrom('0', '1', '5', '5.0', '5.5', '-3', '3600'),
  instant: fc.constantFrom(
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    '2026-06-30T12:00:00+09:00',
    '2026-06-30T03:00:00Z',
  ),
  seconds: fc.constantFrom('0', '1767225600', '1782788400'),
  truth: fc.constantFrom('true', 'false'),
} satisfies Record<KeyType, fc.Arbitrary<string>>;

/** Some keys are absent, some come in another case. */
export const contexts: fc.Arbitrary<PolicyRequest['context']> = fc
  .tuple(
    ...(Object.keys(keys) as KeyType[]).flatMap((type) =>
      keys[type].map((key) => {
        const value =
          type === 'list' ? fc.array(values[type], { minLength: 1, maxLength: 3 }) : values[type];
        return fc.option(
          fc.tuple(
            fc.constantFrom(key, key.toLowerCase()),
            value as fc.Arbitrary<string | string[]>,
          ),
          { freq: 3 },
        );
      }),
    ),
  )
  .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));

const word = fc.constantFrom('a', 'ab', 'abc', 'Abc', 'b');
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

/** What is asked for: an API's method, an object, a function, a queue. Resource parts of ARNs in each of their forms. */
export const asks: fc.Arbitrary<Pick<PolicyRequest, 'action' | 'resource'>> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...regions),
        fc.constantFrom(...accounts),
        fc.constantFrom('abcde12345', 'zyxwv98765'),
        fc.constantFrom('live', 'test'),
        fc.constantFrom('GET', 'POST'),
        path,
      )
      .map(([region, account, ...rest]) => ({
        action: 'execute-api:Invoke',
        resource: `arn:aws:execute-api:${region}:${account}:${rest.join('/')}`,
      })),
  },
  fc
    .tuple(fc.constantFrom('bucket-a', 'bucket-b'), fc.constantFrom('Get', 'Put'), path)
    .map(([bucket, verb, key]) => ({
      action: `s3:${verb}Object`,
      resource: `arn:aws:s3:::${bucket}/${key}`,
    })),
  fc
    .tuple(fc.constantFrom(...regions), fc.constantFrom(...accounts), word)
    .map(([region, account, name]) => ({
      action: 'lambda:InvokeFunction',
      resource: `arn:aws:lambda:${region}:${account}:function:${name}`,
    })),
  fc
    .tuple(fc.constantFrom(...regions), fc.constantFrom(...accounts), word)
    .map(([region, account, name]) => ({
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:${region}:${account}:${name}`,
    })),
);
