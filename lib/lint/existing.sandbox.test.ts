import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { parseSpec, type SpecInput } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { createStack, findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { createWorld, eventually, region, type World } from '../testing/world';
import { listApis, readApi } from './data';
import { lint } from './lint';

let world: World;
let client: APIGatewayClient;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0 }));
  client = new APIGatewayClient({
    region,
    endpoint: world.url,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
  });
});
afterAll(() => world.close());

/** The published way out, made by hand: one address, one method, no errors, and a credential in a mapping. */
async function madeByHand(): Promise<string> {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:SourceVpce': 'vpce-1' } },
      },
    ],
  });
  const { id: restApiId = '', rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({
      name: 'by-hand',
      endpointConfiguration: { types: ['PRIVATE'] },
      policy,
    }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: '{proxy+}' }),
  );
  const place = { restApiId, resourceId, httpMethod: 'ANY' };
  await client.send(
    new PutMethodCommand({ ...place, authorizationType: 'NONE', apiKeyRequired: true }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...place,
      type: 'HTTP',
      integrationHttpMethod: 'GET',
      uri: 'https://httpbin.org/get?key=abc123',
      requestParameters: { 'integration.request.header.Authorization': "'Bearer sk-123'" },
    }),
  );
  await client.send(new PutMethodResponseCommand({ ...place, statusCode: '200' }));
  await client.send(new PutIntegrationResponseCommand({ ...place, statusCode: '200' }));
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  return restApiId;
}

async function launched(input: SpecInput): Promise<Record<string, string>> {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { stackName, template, capabilities, tags } = stackFor(parsed.spec);
  const asked = { stackName, capabilities, tags, clientToken: stackName };
  const templateBody = renderYaml(template);
  const stackId = await createStack(mainTarget(), { ...asked, templateBody });
  return eventually(async () => {
    const stack = await findStack(mainTarget(), stackId);
    if (stack?.status !== 'CREATE_COMPLETE') throw new Error(`${stackId} is ${stack?.status}`);
    return stack.outputs;
  });
}

describe('an API that exists', () => {
  it('is judged by the same rules, each finding at its resource, and shows no credential', async () => {
    const apiId = await madeByHand();
    const { text = '', name } = (await readApi(apiId)) ?? {};
    expect(name).toBe('by-hand');
    const { findings, faults, understood } = lint(text);
    expect(faults).toEqual([]);
    expect(findings.map(({ rule, subject }) => `${subject}: ${rule}`).sort()).toEqual([
      'AnyProxy: constant-uri',
      'AnyProxy: credential-in-mapping',
      'AnyProxy: fixed-method',
      'AnyProxy: flattened-status',
      'Api: anded-conditions',
      'Api: no-tags',
      'ProxyPath: no-root-method',
      'TestStage: no-access-log',
      'TestStage: no-tags',
    ]);
    expect(text).not.toMatch(/sk-123|abc123/);
    expect(understood?.params).toMatchObject({ name: 'by-hand' });
    expect((await listApis()).value).toContainEqual({ apiId, name: 'by-hand', isPrivate: true });
  });

  it('has no finding where it is one of ours, its endpoint and VPC among what is read', async () => {
    const owned = { team: 'payments', owner: 'dev@example.com' };
    const vpc = { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] };
    const network = await launched({ kind: 'network', name: 'main', ...owned, vpc });
    const { RestApiId: apiId = '' } = await launched({
      kind: 'proxy',
      name: 'httpbin',
      ...owned,
      network: {
        name: 'main',
        vpcId: network.VpcId ?? '',
        endpointId: network.EndpointId ?? '',
      },
      upstream: { url: 'https://httpbin.org' },
    });
    const report = lint((await readApi(apiId))?.text ?? '');
    expect(report.findings).toEqual([]);
    expect(report.faults).toEqual([]);
    expect(report.resources).toBe(8);
    expect(report.understood?.params).toMatchObject({
      upstreamUrl: 'https://httpbin.org',
      quotaLimit: '20',
      name: 'httpbin',
    });
  });

  it('is none where there is none, and AWS is not asked about what is no id', async () => {
    expect(await readApi('abcdefghij')).toBeNull();
    await world.takeCalls();
    expect(await readApi('../usageplans')).toBeNull();
    expect(await world.takeCalls()).toEqual({});
  });
});
