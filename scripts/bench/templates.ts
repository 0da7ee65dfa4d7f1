import { App, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  ApiKey,
  EndpointType,
  HttpIntegration,
  LogGroupLogDestination,
  Period,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { proxySpecSchema } from '../../templates/proxy/spec';
import { stackFor } from '../../templates/stack';
import { renderJson, renderYaml } from '../../templates/yaml';
import { medianMs, report } from './figures';

const input = {
  kind: 'proxy',
  name: 'httpbin-dev',
  team: 'payments',
  owner: 'dev@example.com',
  environment: 'dev',
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org' },
  limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 },
};

/** The same proxy, from its spec to the text CloudFormation is given, by Sluice and by aws-cdk-lib. */
export async function benchTemplates(): Promise<void> {
  const yaml = () => renderYaml(stackFor(proxySpecSchema.parse(input)).template);
  const json = () => renderJson(stackFor(proxySpecSchema.parse(input)).template);
  for (let warm = 0; warm < 20; warm++) {
    yaml();
    json();
    synthesise();
  }
  report({ name: 'template.sluice.yaml', value: await medianMs(200, yaml), unit: 'ms' });
  report({ name: 'template.sluice.json', value: await medianMs(200, json), unit: 'ms' });
  report({ name: 'template.aws-cdk-lib', value: await medianMs(50, synthesise), unit: 'ms' });
  report({
    name: 'template.bytes',
    value: Buffer.byteLength(yaml()),
    unit: 'B',
    note: 'of 51,200',
  });
}

function synthesise(): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Proxy');
  const condition = { StringNotEquals: { 'aws:SourceVpc': input.network.vpcId } };
  const api = new RestApi(stack, 'Api', {
    restApiName: input.name,
    endpointConfiguration: {
      types: [EndpointType.PRIVATE],
      vpcEndpoints: [
        InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', {
          vpcEndpointId: input.network.endpointId,
          port: 443,
        }),
      ],
    },
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['execute-api:Invoke'],
          resources: ['execute-api:/*'],
          conditions: condition,
        }),
        new PolicyStatement({
          principals: [new AnyPrincipal()],
          actions: ['execute-api:Invoke'],
          resources: ['execute-api:/*'],
        }),
      ],
    }),
    cloudWatchRole: false,
    deployOptions: {
      stageName: 'live',
      accessLogDestination: new LogGroupLogDestination(new LogGroup(stack, 'AccessLog')),
      accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
    },
  });
  const integration = (path: string) =>
    new HttpIntegration(`${input.upstream.url}${path}`, {
      httpMethod: 'ANY',
      proxy: true,
      options: path
        ? { requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' } }
        : {},
    });
  api.root.addMethod('ANY', integration(''), { apiKeyRequired: true });
  api.root.addResource('{proxy+}').addMethod('ANY', integration('/{proxy}'), {
    apiKeyRequired: true,
    requestParameters: { 'method.request.path.proxy': true },
  });
  const plan = api.addUsagePlan('Plan', {
    quota: { limit: 20, period: Period.DAY },
    throttle: { rateLimit: 5, burstLimit: 5 },
    apiStages: [{ stage: api.deploymentStage }],
  });
  plan.addApiKey(new ApiKey(stack, 'KeyA'));
  return JSON.stringify(app.synth().getStackByName('Proxy').template);
}
