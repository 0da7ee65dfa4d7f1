import fc from 'fast-check';
import { conditions, oneOrMore } from './conditions';
import { policyText, wild } from './policy-text';
import { principals } from './requests';

const actions = oneOrMore(
  fc.constantFrom(
    'execute-api:Invoke',
    'execute-api:*',
    'EXECUTE-API:Inv*',
    's3:GetObject',
    's3:?etObject',
    's3:*Object',
    'lambda:Invoke*',
    'sqs:SendMessage',
    'sqs:sendmessage',
  ),
);

const word = fc.constantFrom('a', 'ab', 'abc', 'Abc', 'b');
const region = fc.constantFrom('ap-northeast-1', 'us-east-1', '*', 'us-*', '??-east-1', '');
const account = fc.constantFrom('123456789012', '*', '1234*', '21098765432?');

/** Variables and wildcards stand behind the first slash or colon, but in S3: see the listed differences. */
function resources(isFilled: boolean): fc.Arbitrary<string> {
  const tail = policyText(word, { isFilled });
  const inAccount = (service: string, rest: fc.Arbitrary<string>) =>
    fc.tuple(region, account, rest).map((parts) => `arn:aws:${service}:${parts.join(':')}`);
  const method = fc
    .tuple(
      fc.constantFrom('abcde12345/', 'abcde12345/', 'zyxwv98765/'),
      fc.constantFrom('live/', 'l?ve/', '*/'),
      fc.constantFrom('GET/', 'P*/', '*'),
      tail,
    )
    .map((it) => it.join(''));
  const key = fc.tuple(fc.constantFrom('bucket-a/', 'bucket-?/', '*/', '*/a/'), tail);
  return fc.oneof(
    { weight: 4, arbitrary: inAccount('execute-api', method) },
    inAccount('execute-api', fc.constant('*')),
    inAccount(
      'lambda',
      tail.map((name) => `function:${name}`),
    ),
    inAccount('sqs', fc.oneof(word, wild(word))),
    key.map((it) => `arn:aws:s3:::${it.join('')}`),
  );
}

/** A `*` that ends an ARN stands for all parts that are not there. */
const short = fc.constantFrom(
  'arn:aws:*',
  'arn:aws:execute-api:*',
  'arn:aws:execute-api:us-east-1:*',
  'arn:aws:s3:::*',
  'arn:aws:lambda:ap-*',
);

const anyAction = fc.constant({ Action: '*' as string | string[] });
const someAction = fc.oneof(
  { weight: 2, arbitrary: actions.map((Action) => ({ Action })) },
  actions.map((NotAction) => ({ NotAction })),
);
const anyResource = fc.constant({ Resource: '*' as string | string[] });
const someResource = fc.oneof(
  {
    weight: 2,
    arbitrary: oneOrMore(
      fc.oneof({ weight: 4, arbitrary: resources(false) }, short, fc.constant('*')),
    ).map((Resource) => ({ Resource })),
  },
  oneOrMore(resources(true)).map((NotResource) => ({ NotResource })),
);

/** Often only one element can fail to match, so that nothing hides what it says. */
const body: fc.Arbitrary<object> = fc.oneof(
  { weight: 4, arbitrary: merged(anyAction, anyResource, conditions) },
  { weight: 3, arbitrary: merged(anyAction, someResource) },
  merged(someAction, anyResource),
  { weight: 2, arbitrary: merged(someAction, someResource, conditions) },
);

function merged(...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> {
  return fc.tuple(...parts).map((found) => Object.assign({}, ...found));
}

const effect = fc.constantFrom('Allow', 'Allow', 'Deny').map((Effect) => ({ Effect }));

const named = fc.constantFrom(...principals, '123456789012', 'arn:aws:iam::210987654321:root', '*');
const service = { Service: 'lambda.amazonaws.com' };
const everybody = fc.constant<object>({ Principal: '*' });
const somebody: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: everybody },
  oneOrMore(named).map((AWS) => ({ Principal: { AWS } })),
  oneOrMore(named).map((AWS) => ({ Principal: { AWS, ...service } })),
  fc.constant({ Principal: service }),
);
/** With Deny only, as AWS accepts it. */
const allOthers = oneOrMore(fc.constantFrom(...principals, '123456789012')).map((AWS) => ({
  Effect: 'Deny',
  NotPrincipal: { AWS },
}));

function policy(statement: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc
    .tuple(
      fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17', undefined),
      fc.oneof(
        { weight: 3, arbitrary: fc.array(statement, { minLength: 1, maxLength: 4 }) },
        statement,
      ),
    )
    .map(([version, Statement]) => {
      // The oracle fills variables whatever the version: see the listed differences.
      const Version = /\$\{/.test(JSON.stringify(Statement)) ? '2012-10-17' : version;
      return { ...(Version ? { Version } : {}), Statement };
    });
}

export const identityPolicies = policy(merged(effect, body));

/** The oracle takes no other principal in an endpoint policy. */
export const endpointPolicies = policy(merged(effect, everybody, body));

export const resourcePolicies = policy(
  fc.oneof({ weight: 5, arbitrary: merged(effect, somebody, body) }, merged(allOthers, body)),
);
