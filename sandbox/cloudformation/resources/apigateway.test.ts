import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../server';

// Source: CloudFormation User Guide, resource reference

let sandbox: Sandbox;
let client: CloudFormationClient;
beforeAll(async () => {
  sandbox = await createSandbox();
  client = new CloudFormationClient({
    region: 'ap-northeast-1',
    endpoint: sandbox.url,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  });
});
afterAll(() => sandbox.close());

type Resource = { Type: string; Properties?: object; DependsOn?: string[] };

/** Every gateway type once, the Deployment under the logical id given. */
function gateway(deployment: string, path = 'get'): Record<string, Resource> {
  const RestApiId = { Ref: 'Api' };
  return {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'stacked', EndpointConfiguration: { Types: ['REGIONAL'] } },
    },
    Item: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: '{proxy+}',
      },
    },
    Validator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { RestApiId, ValidateRequestParameters: true },
    },
    Shape: {
      Type: 'AWS::ApiGateway::Model',
      Properties: { RestApiId, ContentType: 'application/json', Schema: { type: 'object' } },
    },
    Call: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId,
        ResourceId: { Ref: 'Item' },
        HttpMethod: 'ANY',
        AuthorizationType: 'NONE',
        ApiKeyRequired: true,
        RequestValidatorId: { Ref: 'Validator' },
        Integration: {
          Type: 'HTTP_PROXY',
          IntegrationHttpMethod: 'ANY',
          Uri: `https://httpbin.org/${path}`,
        },
      },
    },
    Refused: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: { RestApiId, ResponseType: 'INVALID_API_KEY', StatusCode: '401' },
    },
    [deployment]: {
      Type: 'AWS::ApiGateway::Deployment',
      Properties: { RestApiId },
      DependsOn: ['Call', 'Refused'],
    },
    Live: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId,
        DeploymentId: { Ref: deployment },
        StageName: 'live',
        MethodSettings: [
          { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 9, ThrottlingBurstLimit: 9 },
        ],
      },
    },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: {
        ApiStages: [{ ApiId: RestApiId, Stage: { Ref: 'Live' } }],
        Quota: { Limit: 5, Period: 'DAY' },
      },
    },
    Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true } },
    Member: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
    },
  };
}

const attributes: [string, string][] = [
  ['Api', 'RestApiId'],
  ['Item', 'ResourceId'],
  ['Validator', 'RequestValidatorId'],
  ['Plan', 'Id'],
  ['Key', 'APIKeyId'],
  ['Member', 'Id'],
  ['Refused', 'Id'],
];

const template = (Resources: Record<string, Resource>, Outputs: object = {}) =>
  JSON.stringify({ Resources, Outputs });

async function settle(StackName: string): Promise<Record<string, string>> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks ?? [];
    if (stack?.StackStatus?.endsWith('_IN_PROGRESS') === false) {
      const outputs = (stack.Outputs ?? []).map((it) => [it.OutputKey, it.OutputValue]);
      return { status: stack.StackStatus, ...Object.fromEntries(outputs) };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function create(StackName: string, TemplateBody: string) {
  const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  return { StackId, ...(await settle(StackId)) } as Record<string, string> & { StackId: string };
}

async function firstFailure(StackName: string): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.reverse().find((it) => it.ResourceStatus === 'CREATE_FAILED');
  return failed?.ResourceStatusReason ?? '';
}

describe('gateway resources in a stack', () => {
  it('Ref and Fn::GetAtt give what AWS documents; deleting leaves nothing', async () => {
    const outputs = Object.fromEntries(
      attributes.flatMap(([id, name]) => [
        [`${id}Ref`, { Value: { Ref: id } }],
        [`${id}Att`, { Value: { 'Fn::GetAtt': [id, name] } }],
      ]),
    );
    const { apigateway } = sandbox.context;
    const stack = await create('refs', template(gateway('Deployment1'), outputs));
    expect(stack.status).toBe('CREATE_COMPLETE');
    for (const [id] of attributes) expect(stack[`${id}Ref`]).toBe(stack[`${id}Att`]);
    expect(apigateway.apis.has(stack.ApiRef ?? '')).toBe(true);
    expect(apigateway.keys.get(stack.KeyRef ?? '')?.value).toHaveLength(40);
    expect(stack.MemberRef).toBe(`${stack.KeyRef}:${stack.PlanRef}`);
    await client.send(new DeleteStackCommand({ StackName: stack.StackId }));
    expect((await settle(stack.StackId)).status).toBe('DELETE_COMPLETE');
    expect([apigateway.apis.size, apigateway.plans.size, apigateway.keys.size]).toEqual([0, 0, 0]);
  });

  it('a new Deployment moves the stage; the same logical id deploys nothing (aws-facts A7)', async () => {
    const stack = await create('moves', template(gateway('DeploymentA', 'a')));
    const liveUri = () => {
      const [api] = [...sandbox.context.apigateway.apis.values()];
      const deployment = api?.deployments[api.stages.live?.deploymentId ?? ''];
      const resources = Object.values(deployment?.snapshot.resources ?? {});
      return resources.find((it) => it.methods.ANY)?.methods.ANY?.methodIntegration?.uri;
    };
    const update = async (TemplateBody: string) => {
      await client.send(new UpdateStackCommand({ StackName: stack.StackId, TemplateBody }));
      expect((await settle(stack.StackId)).status).toBe('UPDATE_COMPLETE');
    };
    await update(template(gateway('DeploymentA', 'b')));
    expect(liveUri()).toBe('https://httpbin.org/a');
    await update(template(gateway('DeploymentB', 'b')));
    expect(liveUri()).toBe('https://httpbin.org/b');
    const [api] = [...sandbox.context.apigateway.apis.values()];
    expect(Object.keys(api?.deployments ?? {})).toHaveLength(1);
    await client.send(new DeleteStackCommand({ StackName: stack.StackId }));
    await settle(stack.StackId);
  });

  it('a deployment that does not wait for its methods fails (aws-cdk)', async () => {
    const { Api, Deployment } = gateway('Deployment');
    const early = { Api, Deployment: { ...Deployment, DependsOn: [] } };
    const stack = await create('early', template(early as Record<string, Resource>));
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(await firstFailure(stack.StackId)).toContain("The REST API doesn't contain any methods");
  });

  it('a plan that does not wait for its stage fails (aws/serverless-application-model#32)', async () => {
    const Plan = {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'live' }] },
    };
    const { Api } = gateway('Deployment');
    const stack = await create('planless', template({ Api, Plan } as Record<string, Resource>));
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(await firstFailure(stack.StackId)).toContain('API Stage not found');
  });
});
