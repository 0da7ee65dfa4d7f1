import 'server-only';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { call } from './call';
import { missing } from './errors';
import type { Target } from './targets';

/** One resource of a stack as CloudFormation last left it. */
export type StackResourceRow = {
  logicalId: string;
  physicalId: string | null;
  resourceType: string;
  /** CloudFormation's ResourceStatus. */
  status: string;
  /** AWS's own text. */
  reason: string | null;
};

/** The resources of a stack, by its ARN; CloudFormation describes up to 100, and our stacks have fewer. */
export async function listStackResources(
  target: Target,
  stackId: string,
): Promise<StackResourceRow[]> {
  const { StackResources = [] } = await call(target, 'cloudformation', (client, options) =>
    client.send(new DescribeStackResourcesCommand({ StackName: stackId }), options),
  );
  return StackResources.map((resource) => {
    const { LogicalResourceId, ResourceType, ResourceStatus } = resource;
    if (!LogicalResourceId || !ResourceType || !ResourceStatus)
      throw missing(`the identity of a resource of ${stackId}`);
    return {
      logicalId: LogicalResourceId,
      physicalId: resource.PhysicalResourceId || null,
      resourceType: ResourceType,
      status: ResourceStatus,
      reason: resource.ResourceStatusReason || null,
    };
  });
}
