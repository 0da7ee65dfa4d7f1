import { APIGatewayClient, CreateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { DescribeVpcEndpointServicesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../server';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: aws-facts C (limits inside CloudFormation), CloudFormation user guide

async function failureOf(client: CloudFormationClient, TemplateBody: string) {
  const { StackId = '' } = await client.send(
    new CreateStackCommand({ StackName: 'at-work', TemplateBody }),
  );
  await settled(client, StackId);
  const events = await eventsOf(client, StackId);
  return events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
    ?.ResourceStatusReason;
}

const oneApi = JSON.stringify({
  Resources: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } } },
});

describe('a handler', () => {
  test('shares the control plane’s limits with the account, and fails at a 429 (aws/aws-cdk#15573)', async () => {
    const sandbox = await startSandbox({ enforceLimits: true });
    const settings = clientSettings(sandbox);
    // One CreateRestApi in three seconds: somebody else makes it.
    await new APIGatewayClient(settings).send(new CreateRestApiCommand({ name: 'other' }));
    expect(await failureOf(new CloudFormationClient(settings), oneApi)).toMatch(
      /"Too Many Requests \(Service: ApiGateway, Status Code: 429, .*HandlerErrorCode: Throttling\)$/,
    );
  });

  test('goes on no longer than the session of who began, where the stack has no role (user guide)', async () => {
    const sandbox = await startSandbox({ evaluateIam: true });
    const { context } = sandbox;
    const roleName = 'operator';
    const arn = `arn:aws:iam::${context.accountId}:role/${roleName}`;
    const all = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const trust = {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${context.accountId}:root` },
        Action: 'sts:AssumeRole',
      },
    };
    context.iam.roles.set(roleName, {
      roleName,
      roleId: 'AROA1',
      arn,
      path: '/',
      assumeRolePolicyDocument: trust,
      description: '',
      maxSessionDuration: 3600,
      permissionsBoundary: null,
      managedPolicyArns: [],
      policies: { all },
      tags: {},
    });
    const settings = {
      ...clientSettings(sandbox),
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    };
    const { Credentials } = await new STSClient(settings).send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'work' }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    context.engine.hold('at-work');
    await new CloudFormationClient({ ...settings, credentials }).send(
      new CreateStackCommand({ StackName: 'at-work', TemplateBody: oneApi }),
    );
    context.clock.advance(3_601_000);
    context.engine.release('at-work');
    const administrator = new CloudFormationClient(settings);
    const stack = await settled(administrator, 'at-work');
    const events = await eventsOf(administrator, stack.StackId ?? '');
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
    ).toMatch(
      /security token included in the request is expired.*HandlerErrorCode: InvalidCredentials/,
    );
  });
});

test('a Region may lack an endpoint service: it is neither listed nor made (S-PL)', async () => {
  const sandbox = await createSandbox({ withoutEndpointServices: ['execute-api'] });
  try {
    const settings = clientSettings(sandbox);
    const { ServiceNames = [] } = await new EC2Client(settings).send(
      new DescribeVpcEndpointServicesCommand({}),
    );
    expect(ServiceNames).not.toContain(`com.amazonaws.${settings.region}.execute-api`);
    const TemplateBody = JSON.stringify({
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
        Endpoint: {
          Type: 'AWS::EC2::VPCEndpoint',
          Properties: {
            VpcId: { Ref: 'Vpc' },
            VpcEndpointType: 'Interface',
            ServiceName: `com.amazonaws.${settings.region}.execute-api`,
          },
        },
      },
    });
    expect(await failureOf(new CloudFormationClient(settings), TemplateBody)).toMatch(
      /Vpc Endpoint Service 'com\.amazonaws\.[\w-]+\.execute-api' does not exist/,
    );
  } finally {
    await sandbox.close();
  }
});
