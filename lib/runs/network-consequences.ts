import type { ResourceChange } from '../aws/change-sets';
import { isRenewed, sides } from './change-sides';

/** What callers of a network's proxies will feel of a plan; the words are the catalogue's `run.consequence`. */
export type NetworkConsequence = {
  kind:
    | 'endpointGoes'
    | 'networkMoves'
    | 'namesStop'
    | 'doorShuts'
    | 'namesCome'
    | 'endpointPolicyChanges'
    | 'doorsChange'
    | 'zonesCome'
    | 'probeGoes'
    | 'endpointStays'
    | 'probeComes'
    | 'probeChanges'
    | 'wordsOnly';
};

export const networkWeights = {
  breaks: ['endpointGoes', 'networkMoves', 'namesStop', 'doorShuts'],
  calm: ['endpointStays', 'probeComes', 'probeChanges', 'wordsOnly'],
} as const satisfies Record<string, NetworkConsequence['kind'][]>;

/**
 * A network's change set in terms of those who call its proxies. The endpoint is what they all hang on: one that is
 * replaced has another id, other addresses and another name (AWS::EC2::VPCEndpoint, return values).
 */
export function networkConsequences(changes: readonly ResourceChange[]): NetworkConsequence[] {
  const of = (type: string) => changes.filter(({ resourceType }) => resourceType === type);
  const [endpoints, functions] = [of('AWS::EC2::VPCEndpoint'), of('AWS::Lambda::Function')];
  const ingress = of('AWS::EC2::SecurityGroupIngress');
  const isGoing = endpoints.some(isLost);
  const isMoving = [...of('AWS::EC2::VPC'), ...of('AWS::EC2::Subnet')].some(isLost);
  const kinds: [NetworkConsequence['kind'], boolean][] = [
    ['endpointGoes', isGoing],
    ['networkMoves', isMoving],
    ['namesStop', becomes(changes, 'false')],
    ['doorShuts', ingress.some(isLost)],
    ['namesCome', becomes(changes, 'true')],
    ['endpointPolicyChanges', touches(endpoints, 'PolicyDocument')],
    [
      'doorsChange',
      ingress.some(({ action }) => action === 'Add') ||
        touches(of('AWS::EC2::SecurityGroup'), 'SecurityGroup') ||
        touches(endpoints, 'SecurityGroupIds'),
    ],
    ['zonesCome', touches(endpoints, 'SubnetIds')],
    ['probeGoes', functions.some(({ action }) => action === 'Remove')],
    ['endpointStays', !isGoing && !isMoving],
    ['probeComes', functions.some(({ action }) => action === 'Add')],
    ['probeChanges', functions.some((change) => change.action === 'Modify' && !isWords(change))],
    ['wordsOnly', changes.every(isWords)],
  ];
  return kinds.flatMap(([kind, isSo]) => (isSo ? [{ kind }] : []));
}

function isLost(change: ResourceChange): boolean {
  return change.action === 'Remove' || isRenewed(change);
}

/** Private DNS takes its own switch and both of the VPC's (aws-facts A2). */
function becomes(changes: readonly ResourceChange[], value: 'true' | 'false'): boolean {
  const names = ['PrivateDnsEnabled', 'EnableDnsSupport', 'EnableDnsHostnames'];
  return changes.some(
    (change) =>
      change.action === 'Modify' && names.some((name) => sides(change).after(name) === value),
  );
}

function touches(changes: readonly ResourceChange[], property: string): boolean {
  return changes.some(
    ({ action, properties }) =>
      action === 'Modify' &&
      properties.some(({ path }) => path.startsWith(`/Properties/${property}`)),
  );
}

/** Tags, and what a template says of a resource beside its properties: nothing that anybody meets. */
function isWords(change: ResourceChange): boolean {
  return (
    change.action === 'Modify' &&
    !isRenewed(change) &&
    change.properties.every(({ path }) => /^(\/Properties\/)?(Tags|Metadata)/.test(path))
  );
}
