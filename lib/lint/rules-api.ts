import { type Model, reached, resourceId, takesAnyPath } from './model';
import { bodyOf } from './openapi';
import { docs, gatewayGuide, type Rule, terraformAws } from './rule';
import type { Declared } from './types';
import { at, literal, textOf } from './values';

const api = ['rest_api_id', 'RestApiId'] as const;
const triggers = ['triggers', 'triggers'] as const;
const replacedWith = [
  ['lifecycle', ''],
  ['replace_triggered_by', ''],
] as const;
const isOf = (model: Model, name: string) => (each: Declared) =>
  model.target(model.get(each, api)) === name;
const isPrivate = (model: Model, each: Declared) =>
  textOf(model.get(each, ['endpoint_configuration', 'EndpointConfiguration'])).includes('PRIVATE');

/** Whether its OpenAPI body has a policy, or cannot be looked into. */
function mayHoldPolicy(model: Model, each: Declared): boolean {
  const body = bodyOf(model, each);
  return body ? !!at(body, 'x-amazon-apigateway-policy') : !!model.get(each, ['body', 'Body']);
}

/** What must stand before a deployment: in Terraform the integrations, in CloudFormation the methods that hold them. */
const deployed = (model: Model, name: string) =>
  model
    .of(model.parsed.language === 'terraform' ? 'integration' : 'method')
    .filter(isOf(model, name));

/** What version 6 of Terraform's provider took from the deployment. */
const removed = new Set(['stage_name', 'stage_description', 'canary_settings']);

const tagged = ['vpc', 'endpoint', 'group', 'api', 'stage', 'plan'] as const;

/** What goes wrong in the API itself: its methods, its policy, and how it comes live. */
export const apiRules: Rule[] = [
  {
    id: 'deployed-too-early',
    severity: 'error',
    source: `${terraformAws}resources/api_gateway_deployment`,
    find: (model) =>
      model.of('deployment').flatMap((each) => {
        const name = model.target(model.get(each, api));
        const needed = name ? deployed(model, name) : [];
        const waits = needed.length > 0 ? reached(model, each.name) : new Set();
        return needed.some((other) => !waits.has(other.name))
          ? { line: each.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'never-redeployed',
    severity: 'error',
    source: `${terraformAws}resources/api_gateway_deployment`,
    find: (model) =>
      model.parsed.language !== 'terraform'
        ? []
        : model.of('deployment').flatMap((each) => {
            const line =
              each.properties.find((entry) => entry.key === 'triggers')?.line ?? each.line;
            return model.get(each, triggers) || model.get(each, ...replacedWith)
              ? []
              : { line, subject: each.name };
          }),
  },
  {
    id: 'stage-on-deployment',
    severity: 'error',
    source: `${terraformAws}guides/version-6-upgrade`,
    find: (model) =>
      model.parsed.language !== 'terraform'
        ? []
        : model
            .of('deployment')
            .flatMap((each) =>
              each.properties
                .filter(({ key }) => removed.has(key) && at(each.properties, key))
                .map(({ line }) => ({ line, subject: each.name })),
            ),
  },
  {
    id: 'no-root-method',
    severity: 'warning',
    source: `${gatewayGuide}api-gateway-set-up-simple-proxy.html`,
    find: (model) =>
      model.of('api').flatMap((each) => {
        const greedy = model
          .of('resource')
          .filter(isOf(model, each.name))
          .find(
            (other) =>
              takesAnyPath(model, other) &&
              /root_?resource_?id/i.test(textOf(model.get(other, ['parent_id', 'ParentId']))),
          );
        const hasRoot = model
          .of('method')
          .filter(isOf(model, each.name))
          .some((method) => /root_?resource_?id/i.test(textOf(model.get(method, resourceId))));
        return greedy && !hasRoot ? { line: greedy.line, subject: greedy.name } : [];
      }),
  },
  {
    id: 'private-without-policy',
    severity: 'error',
    source: `${gatewayGuide}apigateway-private-api-create.html`,
    find: (model) =>
      model
        .of('api')
        .filter((each) => isPrivate(model, each) && !model.get(each, ['policy', 'Policy']))
        .filter(
          (each) =>
            !mayHoldPolicy(model, each) &&
            !model.get(each, ['', 'BodyS3Location']) &&
            !model.of('apiPolicy').some(isOf(model, each.name)),
        )
        .map((each) => ({ line: each.line, subject: each.name })),
  },
  {
    id: 'unmetered-method',
    severity: 'error',
    source: `${gatewayGuide}api-gateway-setup-api-keys.html`,
    find: (model) =>
      model.of('method').flatMap((each) => {
        const key = model.get(each, ['api_key_required', 'ApiKeyRequired']);
        const isOpen = literal(model.get(each, ['authorization', 'AuthorizationType'])) === 'NONE';
        const isOptions = literal(model.get(each, ['http_method', 'HttpMethod'])) === 'OPTIONS';
        const isFree = !key || literal(key) === 'false';
        return model.of('plan').length > 0 && isFree && isOpen && !isOptions
          ? { line: key?.line ?? each.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'no-access-log',
    severity: 'warning',
    source: `${gatewayGuide}set-up-logging.html`,
    find: (model) =>
      model
        .of('stage')
        .filter((each) => !model.get(each, ['access_log_settings', 'AccessLogSetting']))
        .map((each) => ({ line: each.line, subject: each.name })),
  },
  {
    id: 'no-tags',
    severity: 'note',
    source: `${docs}tag-editor/latest/userguide/best-practices-and-strats.html`,
    find: (model) =>
      tagged
        .flatMap((kind) => model.of(kind))
        .flatMap((each) => {
          const found = each.properties.find((entry) => /^tags$/i.test(entry.key));
          const isEmpty =
            (found?.value.kind === 'map' && found.value.entries.length === 0) ||
            (found?.value.kind === 'list' && found.value.items.length === 0);
          return found && isEmpty ? { line: found.line, subject: each.name } : [];
        }),
  },
];
