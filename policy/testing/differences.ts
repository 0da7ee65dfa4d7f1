import type { PolicyRequest } from '../evaluate';
import type { Verdict } from './oracle';

/** A case on which we and the oracle differ, AWS's documentation being with us. The random cases leave these out. */
export type Difference = {
  what: string;
  /** Page and section of the IAM user guide. */
  source: string;
  /** An identity policy. */
  policy: object;
  request: PolicyRequest;
  ours: Verdict['decision'];
  theirs: Verdict['decision'];
};

const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:ask';
const base: PolicyRequest = {
  principal: 'arn:aws:iam::123456789012:user/ann',
  action: 'lambda:InvokeFunction',
  resource: lambda,
  context: {},
};

function allow(element: object, Version = '2012-10-17') {
  return { Version, Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...element }] };
}

function condition(operator: string, key: string, value: string) {
  return allow({ Condition: { [operator]: { [key]: value } } });
}

const variable = (name: string) => `\${${name}}`;

const cases: (Omit<Difference, 'request' | 'ours' | 'theirs'> & {
  request?: Partial<PolicyRequest>;
  ours?: 'allow';
})[] = [
  {
    what: 'a negated operator matches where a variable has no value',
    source: 'Variables and tags, Policy variables with no value',
    policy: condition('StringNotEquals', 'aws:Referer', variable('aws:PrincipalTag/Team')),
    request: { context: { 'aws:Referer': 'a' } },
    ours: 'allow',
  },
  {
    what: 'a NotResource whose variable has no value names no resource, and so excludes none',
    source: 'Variables and tags, Policy variables with no value',
    policy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', NotResource: `${lambda}${variable('aws:Referer')}` },
      ],
    },
    ours: 'allow',
  },
  {
    what: 'a policy of 2008 has no variables',
    source: 'Version; Variables and tags, Using variables in policies',
    policy: allow(
      { Condition: { StringEquals: { 'aws:Referer': variable('aws:UserAgent') } } },
      '2008-10-17',
    ),
    request: { context: { 'aws:Referer': 'a', 'aws:UserAgent': 'a' } },
  },
  {
    what: 'a variable may begin the part behind the fifth colon',
    source: 'Variables and tags, Resource element (its example names a queue so)',
    policy: allow({ Resource: `arn:aws:sqs:us-east-1:*:${variable('aws:username')}-queue` }),
    request: {
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:us-east-1:123456789012:ann-queue',
      context: { 'aws:username': 'ann' },
    },
    ours: 'allow',
  },
  {
    what: 'a wildcard may stand before the first slash',
    source: 'Resource, Using wildcards in resource ARNs',
    policy: allow({ Resource: 'arn:aws:execute-api:us-east-1:123456789012:abc*/live/GET/a' }),
    request: {
      action: 'execute-api:Invoke',
      resource: 'arn:aws:execute-api:us-east-1:123456789012:abcde12345/live/GET/a',
    },
    ours: 'allow',
  },
  {
    what: 'a * that ends a part of an ARN matches beyond the colon',
    source: 'Resource, Using wildcards in resource ARNs',
    policy: allow({ Resource: 'arn:aws:lambda:us-*:ask' }),
    ours: 'allow',
  },
  {
    what: 'an ARN that ends early with a * excludes only what it names',
    source: 'NotResource; Resource, Using wildcards in resource ARNs',
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:*' }],
    },
    ours: 'allow',
  },
  {
    what: 'an escaped * is a * for StringEquals too',
    source: 'Variables and tags, Special characters',
    policy: condition('StringEquals', 'aws:Referer', `a${variable('*')}`),
    request: { context: { 'aws:Referer': 'a*' } },
    ours: 'allow',
  },
  {
    what: 'operators on truth values take no variables',
    source: 'Variables and tags, Condition element',
    policy: condition('Bool', 'aws:SecureTransport', variable('aws:ViaAWSService')),
    request: { context: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'true' } },
  },
  {
    what: 'every IPv4 address is in 0.0.0.0/0',
    source: 'Condition operators, IP address condition operators; RFC 4632',
    policy: condition('IpAddress', 'aws:SourceIp', '0.0.0.0/0'),
    request: { context: { 'aws:SourceIp': '203.0.113.5' } },
    ours: 'allow',
  },
  {
    what: 'an IPv6 address is the same however it is written',
    source: 'Condition operators, IP address condition operators; RFC 4291',
    policy: condition('IpAddress', 'aws:SourceIp', '2001:DB8:0::1'),
    request: { context: { 'aws:SourceIp': '2001:db8::1' } },
    ours: 'allow',
  },
  {
    what: 'an IPv6 address is not an IPv4 address',
    source: 'Condition operators, NotIpAddress: all addresses but the one given',
    policy: condition('NotIpAddress', 'aws:SourceIp', '203.0.113.5'),
    request: { context: { 'aws:SourceIp': '2001:db8::1' } },
    ours: 'allow',
  },
  {
    what: 'seconds since the epoch are a date like any other',
    source: 'Condition operators, Date condition operators (ISO 8601 or epoch time)',
    policy: condition('DateEquals', 'aws:CurrentTime', '1767225600'),
    request: { context: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
    ours: 'allow',
  },
];

/** All of them. Where `ours` is not said we refuse what the oracle allows. */
export const differences: Difference[] = cases.map(({ request, ours, ...rest }) => ({
  ...rest,
  request: { ...base, ...request },
  ours: ours ?? 'implicitDeny',
  theirs: ours ? 'implicitDeny' : 'allow',
}));
