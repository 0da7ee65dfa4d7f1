import { type Resources, ref, type Value } from '../cloudformation';
import { shortHash } from '../hash';

/**
 * A deployment is an immutable snapshot, and CloudFormation makes a new one only under a new logical id: so the id
 * carries a hash of all that is snapshotted. Names, descriptions and tags of the API are not.
 */
export function deploymentId(configuration: Resources): string {
  const { Api, ...rest } = configuration;
  const { Name, Description, Tags, ...snapshotted } = Api?.Properties ?? {};
  return `Deployment${shortHash(canonical({ Api: snapshotted, ...properties(rest) }))}`;
}

/** The snapshot of `configuration`, taken once all of it exists. */
export function deploymentResources(configuration: Resources): Resources {
  const { Api, ProxyResource, ...rest } = configuration;
  return {
    [deploymentId(configuration)]: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: Object.keys(rest),
      Properties: { RestApiId: ref('Api') },
    },
  };
}

function properties(resources: Resources): { [key: string]: Value } {
  return Object.fromEntries(
    Object.entries(resources).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
  );
}

/** JSON with sorted keys: the order of properties is ours, not the snapshot's. */
function canonical(value: Value): string {
  return JSON.stringify(value, (_, item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
