import { type Resources, ref, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import type { ProxySpec } from './spec';

/**
 * The callers' key and the probe's own, both in the plan, so that probing neither eats the callers' quota nor looks
 * like their traffic. Values are made by API Gateway and never stand in a template.
 */
export function keyResources(spec: ProxySpec): Resources {
  const inPlan = (key: string) => ({
    UsagePlanId: ref('UsagePlan'),
    KeyId: ref(key),
    KeyType: 'API_KEY',
  });
  return {
    KeyA: {
      Type: 'AWS::ApiGateway::ApiKey',
      Properties: keyProperties(spec, 'a', `Callers of ${spec.name}, first slot.`),
    },
    UsagePlanKeyA: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: inPlan('KeyA') },
    ProbeKey: {
      Type: 'AWS::ApiGateway::ApiKey',
      DependsOn: 'KeyA',
      Properties: keyProperties(spec, 'probe', `The probe of ${spec.name}.`),
    },
    UsagePlanKeyProbe: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      DependsOn: 'UsagePlanKeyA',
      Properties: inPlan('ProbeKey'),
    },
  };
}

function keyProperties(spec: ProxySpec, slot: string, description: string) {
  return {
    Name: `${spec.name}-${slot}`,
    Description: description,
    Enabled: true,
    Tags: tagList(tagsOf(spec)),
  };
}
