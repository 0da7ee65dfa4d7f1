import { type Outputs, type Resource, type Resources, ref, tagList } from '../cloudformation';
import { ownerToTag, tagsOf } from '../tags';
import { type KeySlot, slotNames } from './key-slots';
import type { ProxySpec } from './spec';

type PlacedKey = { logicalId: string; planKeyId: string; resource: Resource };

/**
 * The callers' keys and the probe's own, all in the plan, so that probing neither eats the callers' quota nor looks
 * like their traffic. Values are made by API Gateway and never stand in a template. One is made after the other: keys
 * that enter a plan at the same time meet API Gateway's conflicts.
 */
export function keyResources(spec: ProxySpec): Resources {
  const keys = [...callerKeys(spec), probeKey(spec)];
  return Object.fromEntries(
    keys.flatMap(({ logicalId, planKeyId, resource }, index) => {
      const before = keys[index - 1];
      const after = (it: string | undefined) => (it ? { DependsOn: it } : {});
      const inPlan = { UsagePlanId: ref('UsagePlan'), KeyId: ref(logicalId), KeyType: 'API_KEY' };
      return [
        [
          logicalId,
          { Type: resource.Type, ...after(before?.logicalId), Properties: resource.Properties },
        ],
        [
          planKeyId,
          {
            Type: 'AWS::ApiGateway::UsagePlanKey',
            ...after(before?.planKeyId),
            Properties: inPlan,
          },
        ],
      ] as const;
    }),
  );
}

/** Ids of the keys by which Sluice finds them; a slot without a key has none. */
export function keyOutputs({ keys }: ProxySpec): { callers: Outputs; probe: Outputs } {
  const callers: Outputs = {};
  for (const slot of slotNames) {
    const { output, logicalId, place } = slotIds[slot];
    const Description = `Id of the ${place} key; its value is not in this stack.`;
    if (keys[slot]) callers[output] = { Description, Value: ref(logicalId) };
  }
  const probe = { Description: "Id of the probe's own key.", Value: ref(probeKeyId) };
  return { callers, probe: { ProbeKeyId: probe } };
}

/** Under which logical ids a slot's key stands. */
export const slotIds = {
  a: { logicalId: 'KeyA', planKeyId: 'UsagePlanKeyA', output: 'KeyAId', place: 'first' },
  b: { logicalId: 'KeyB', planKeyId: 'UsagePlanKeyB', output: 'KeyBId', place: 'second' },
} as const;

/** Under which logical id the probe's own key stands. */
export const probeKeyId = 'ProbeKey';

function callerKeys(spec: ProxySpec): PlacedKey[] {
  return slotNames.flatMap((slot) => {
    const key = spec.keys[slot];
    const { logicalId, planKeyId, place } = slotIds[slot];
    const resource = key && keyOf(spec, slot, `Callers of ${spec.name}, ${place} slot.`, key);
    return resource ? [{ logicalId, planKeyId, resource }] : [];
  });
}

function probeKey(spec: ProxySpec): PlacedKey {
  const resource = keyOf(spec, 'probe', `The probe of ${spec.name}.`);
  return { logicalId: probeKeyId, planKeyId: 'UsagePlanKeyProbe', resource };
}

function keyOf(spec: ProxySpec, slot: string, Description: string, key?: KeySlot): Resource {
  const labels = {
    ...(key?.owner ? { 'sluice:owner': ownerToTag(key.owner) } : {}),
    ...(key?.consumer ? { 'sluice:consumer': key.consumer } : {}),
  };
  return {
    Type: 'AWS::ApiGateway::ApiKey',
    Properties: {
      Name: key?.name ?? `${spec.name}-${slot}`,
      Description,
      Enabled: key?.enabled ?? true,
      Tags: tagList({ ...tagsOf(spec), ...labels }),
    },
  };
}
