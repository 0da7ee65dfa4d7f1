import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { services } from '../../sandbox/server';
import { iamNeed } from './iam-action';
import { operationsPage } from './operations-page';
import { commandsIn } from './sent-commands';
import { usedOperations } from './used-operations';

const root = join(import.meta.dirname, '../..');
const used = await usedOperations(root);

describe('the list of operations', () => {
  it('is what the sources of lib/aws send today (else: npm run operations)', () => {
    const written = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    expect(written).toBe(operationsPage(used));
  });

  it('has nothing that the local AWS lacks', () => {
    const served = services.flatMap(({ signingName, operations }) =>
      operations.map((operation) => `${signingName}:${operation}`),
    );
    const sent = used.map(({ signingName, operation }) => `${signingName}:${operation}`);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.filter((name) => !served.includes(name))).toEqual([]);
  });
});

describe('what a source sends', () => {
  const module = '@aws-sdk/client-ec2';
  const read = (clause: string) => commandsIn(`import ${clause} from '${module}';`, 'x.ts');

  it('is its commands and paginators, whatever they are called there, and no types', () => {
    const clause =
      '{\n  type Vpc,\n  EC2Client,\n  DescribeVpcsCommand as D,\n  paginateDescribeSubnets,\n}';
    expect(read(clause)).toEqual([
      { module, operation: 'DescribeVpcs' },
      { module, operation: 'DescribeSubnets' },
    ]);
    expect(read('type { DescribeVpcsCommand }')).toEqual([]);
  });

  it.each(['* as ec2', '{ EC2 }', '{ waitUntilVpcExists }'])(
    'cannot be told from %s, which is refused',
    (clause) => {
      expect(() => read(clause)).toThrow('x.ts');
    },
  );
});

describe("an operation's IAM action", () => {
  const http = { method: 'GET', path: '/usageplans/{usagePlanId}/usage' };

  it.each([
    [
      'apigateway',
      'GetUsage',
      http,
      'apigateway:GET',
      'arn:aws:apigateway:REGION::/usageplans/*/usage',
    ],
    ['monitoring', 'GetMetricData', null, 'cloudwatch:GetMetricData', null],
    ['lambda', 'Invoke', http, 'lambda:InvokeFunction', null],
    ['sts', 'GetCallerIdentity', null, null, null],
    ['ec2', 'DescribeVpcs', null, 'ec2:DescribeVpcs', null],
  ])(
    'for %s %s follows the Service Authorization Reference',
    (signingName, operation, wire, action, resource) => {
      expect(iamNeed({ signingName, operation, http: wire })).toEqual({ action, resource });
    },
  );
});
