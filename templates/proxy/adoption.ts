import {
  getAtt,
  type Resource,
  type Resources,
  ref,
  type Template,
  type Value,
} from '../cloudformation';
import { templateFor } from '../template-frame';
import { gatewayErrors } from './gateway-errors';
import { gatewayResponseId } from './gateway-responses';
import { slotNames } from './key-slots';
import { slotIds } from './keys';
import type { ProxySpec } from './spec';

type Properties = { [key: string]: Value };

/** A private API that somebody made, as it is: what of it has a place in a proxy's stack. Properties as CloudFormation names them. */
export type Existing = {
  apiId: string;
  /** Of the RestApi. */
  api: Properties;
  /** Id of `/{proxy+}`; null where there is none. */
  proxyResourceId: string | null;
  /** Of the ANY methods, without where they are. */
  methods: { root: Methods | null; proxy: Methods | null };
  /** Of the Stage, whose StageName is among them. The deployment is named by its id. */
  stage: Properties & { StageName: string };
  plan: { planId: string; properties: Properties };
  /** In the order of the slots that they take. */
  keys: readonly { keyId: string; properties: Properties }[];
  /** Those that have a body of their own. */
  gatewayResponses: readonly (Properties & { ResponseType: string })[];
};

type Methods = { resourceId: string; properties: Properties };

/** One of a change set's ResourcesToImport. The identifiers are the primary ones of AWS's resource schemas (S-SPEC). */
export type ResourceToImport = {
  resourceType: string;
  logicalId: string;
  identifier: Record<string, string>;
};

type Taken = { logicalId: string; resource: Resource; identifier: Record<string, string> };

/**
 * The stack that takes an existing API in: under the logical ids of a proxy's own template, each resource as it is, and
 * each to be retained, so that nothing is lost should the stack go before it was made a proxy's. An import must not say
 * outputs. The deployment is left outside: the next one takes its place, and the stage can always return to it.
 */
export function importOf(
  spec: ProxySpec,
  existing: Existing,
): { template: Template; imports: ResourceToImport[] } {
  const taken = takenIn(existing);
  const resources: Resources = Object.fromEntries(
    taken.map(({ logicalId, resource }) => [
      logicalId,
      {
        Type: resource.Type,
        DeletionPolicy: 'Retain' as const,
        Properties: resource.Properties ?? {},
      },
    ]),
  );
  return {
    template: templateFor(spec, `Sluice proxy ${spec.name}, being adopted`, resources, {}),
    imports: taken.map(({ logicalId, resource, identifier }) => ({
      resourceType: resource.Type,
      logicalId,
      identifier,
    })),
  };
}

function takenIn(existing: Existing): Taken[] {
  const { apiId, methods, proxyResourceId, stage } = existing;
  const RestApiId = ref('Api');
  const of = (type: string, Properties: Properties): Resource => ({
    Type: `AWS::ApiGateway::${type}`,
    Properties,
  });
  const method = (logicalId: string, found: Methods | null, ResourceId: Value): Taken[] =>
    found
      ? [
          {
            logicalId,
            resource: of('Method', {
              RestApiId,
              ResourceId,
              HttpMethod: 'ANY',
              ...found.properties,
            }),
            identifier: { RestApiId: apiId, ResourceId: found.resourceId, HttpMethod: 'ANY' },
          },
        ]
      : [];
  return [
    { logicalId: 'Api', resource: of('RestApi', existing.api), identifier: { RestApiId: apiId } },
    ...(proxyResourceId
      ? [
          {
            logicalId: 'ProxyResource',
            resource: of('Resource', {
              RestApiId,
              ParentId: getAtt('Api', 'RootResourceId'),
              PathPart: '{proxy+}',
            }),
            identifier: { RestApiId: apiId, ResourceId: proxyResourceId },
          },
        ]
      : []),
    ...method('RootMethod', methods.root, getAtt('Api', 'RootResourceId')),
    ...method('ProxyMethod', methods.proxy, ref('ProxyResource')),
    ...answersIn(existing),
    {
      logicalId: 'Stage',
      resource: of('Stage', { RestApiId, ...stage }),
      identifier: { RestApiId: apiId, StageName: stage.StageName },
    },
    ...planIn(existing),
  ];
}

/** Only those that a proxy says something of; others stay as they are, outside. */
function answersIn({ apiId, gatewayResponses }: Existing): Taken[] {
  const ours = new Set(gatewayErrors.map(({ responseType }) => responseType));
  return gatewayResponses
    .filter(({ ResponseType }) => ours.has(ResponseType))
    .map((properties) => ({
      logicalId: gatewayResponseId(properties.ResponseType),
      resource: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: { RestApiId: ref('Api'), ...properties },
      },
      // UNCONFIRMED: how API and response type make up the Id.
      identifier: { Id: `${apiId}|${properties.ResponseType}` },
    }));
}

function planIn({ plan, keys }: Existing): Taken[] {
  return [
    {
      logicalId: 'UsagePlan',
      resource: { Type: 'AWS::ApiGateway::UsagePlan', Properties: plan.properties },
      identifier: { Id: plan.planId },
    },
    ...keys.flatMap(({ keyId, properties }, index): Taken[] => {
      const slot = slotNames[index];
      if (!slot) return [];
      const { logicalId, planKeyId } = slotIds[slot];
      const inPlan = { UsagePlanId: ref('UsagePlan'), KeyId: ref(logicalId), KeyType: 'API_KEY' };
      return [
        {
          logicalId,
          resource: { Type: 'AWS::ApiGateway::ApiKey', Properties: properties },
          identifier: { APIKeyId: keyId },
        },
        {
          logicalId: planKeyId,
          resource: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: inPlan },
          identifier: { Id: `${keyId}:${plan.planId}` },
        },
      ];
    }),
  ];
}
