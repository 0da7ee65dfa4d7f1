import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { clientSettings, eventsOf, settled } from './testing/sdk';
import { startSandbox } from './testing/start';

// Source: aws-facts A and B

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));
const gateway = new APIGatewayClient(clientSettings(sandbox));
const fixture = (name: string) =>
  readFileSync(new URL(`./fixtures/${name}.yaml`, import.meta.url), 'utf8');

async function launch(StackName: string, parameters: Record<string, string> = {}) {
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: fixture(StackName),
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  const stack = await settled(client, StackId);
  const events = await eventsOf(client, StackId);
  const cause = events.find((event) => event.ResourceStatus?.endsWith('FAILED'));
  expect(stack.StackStatus, cause?.ResourceStatusReason).toBe('CREATE_COMPLETE');
  const outputs = (stack.Outputs ?? []).map((output) => [output.OutputKey, output.OutputValue]);
  return { StackId, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

function call(base: string, host: string, headers: Record<string, string>) {
  const url = new URL(`${base}/live/anything/a?b=1`);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    request(
      {
        host: url.hostname,
        port: url.port,
        path: `${url.pathname}${url.search}`,
        ca: sandbox.caPem,
        servername: host,
        headers: { host, ...headers },
        agent: false,
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (part) => {
          body += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      },
    )
      .on('error', reject)
      .end();
  });
}

test('a network and a proxy, written by hand, work from the first call to the last resource deleted', async () => {
  const network = await launch('network');
  const proxy = await launch('proxy', {
    VpcId: network.outputs.VpcId ?? '',
    EndpointId: network.outputs.EndpointId ?? '',
  });
  const { value = '' } = await gateway.send(
    new GetApiKeyCommand({ apiKey: proxy.outputs.KeyAId, includeValue: true }),
  );
  const [endpoint] = sandbox.endpoints();
  const host = new URL(proxy.outputs.InvokeUrl ?? '').hostname;
  const through = (headers: Record<string, string>) => call(endpoint?.url ?? '', host, headers);

  expect(await through({})).toEqual({ status: 403, body: '{"message":"Forbidden"}' });
  const answer = await through({ 'x-api-key': value });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ method: 'GET', args: { b: '1' } });
  expect(answer.body).not.toContain(value);
  expect((await through({ 'x-api-key': value })).status).toBe(200);
  expect(await through({ 'x-api-key': value })).toEqual({
    status: 429,
    body: '{"message":"Limit Exceeded"}',
  });
  const outside = await call(sandbox.publicUrl, host, { 'x-api-key': value }).catch(() => null);
  expect(outside?.status ?? 'refused').not.toBe(200);

  for (const { StackId } of [proxy, network]) {
    await client.send(new DeleteStackCommand({ StackName: StackId }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
  }
  const { ec2, apigateway, iam, logs, lambda } = sandbox.context;
  const left = JSON.parse(JSON.stringify({ ec2, iam, lambda }));
  for (const store of Object.values(left)) {
    for (const records of Object.values(store as Record<string, unknown[]>)) {
      expect(records).toEqual([]);
    }
  }
  expect([apigateway.apis.size, apigateway.plans.size, apigateway.keys.size]).toEqual([0, 0, 0]);
  expect(JSON.stringify(logs)).not.toContain('proxy-Log');
  expect(sandbox.endpoints()).toEqual([]);
});
