import { type Call, localArn, type NeedsOf, requestTags, resourceTags } from '../need';

/** Which parameter names what, and as what kind of ARN (service authorization reference, EC2). */
const kinds: [parameter: string, kind: string][] = [
  ['SubnetId', 'subnet'],
  ['GroupId', 'security-group'],
  ['RouteTableId', 'route-table'],
  ['VpcEndpointId', 'vpc-endpoint'],
  ['VpcId', 'vpc'],
  ['ResourceId', '*'],
];

/** What a creation makes, which has no id yet. */
const made: Record<string, string> = {
  CreateVpc: 'vpc',
  CreateSubnet: 'subnet',
  CreateRouteTable: 'route-table',
  CreateSecurityGroup: 'security-group',
  CreateVpcEndpoint: 'vpc-endpoint',
};

/** Describing knows no resource; everything else is about what its parameters name and what it makes. */
export const ec2Needs: NeedsOf = (call, operation) => {
  const action = `ec2:${operation}`;
  if (operation.startsWith('Describe')) return [{ action, resource: '*' }];
  const kind = made[operation];
  const tags = tagsOf(call);
  const fresh = kind === undefined ? [] : [localArn(call.context, 'ec2', `${kind}/*`)];
  const resources = [...fresh, ...named(call)];
  const needs = (resources.length === 0 ? ['*'] : resources).map((resource) => ({
    action,
    resource,
    context: { ...resourceTags(tagsAt(call, resource)), ...requestTags(tags) },
  }));
  if (kind === undefined || Object.keys(tags).length === 0) return needs;
  const context = { ...requestTags(tags), 'ec2:CreateAction': operation };
  return [
    ...needs,
    { action: 'ec2:CreateTags', resource: localArn(call.context, 'ec2', `${kind}/*`), context },
  ];
};

function named({ context, form }: Call): string[] {
  return kinds.flatMap(([parameter, kind]) => {
    const one = form.get(parameter);
    const ids = one === undefined ? form.strings(parameter) : [one];
    return ids.map((id) => {
      const prefix = kind === '*' ? id.slice(0, id.lastIndexOf('-')) : kind;
      return localArn(context, 'ec2', `${prefix === 'sg' ? 'security-group' : prefix}/${id}`);
    });
  });
}

function tagsAt({ context }: Call, resource: string): Record<string, string> | undefined {
  const id = resource.slice(resource.lastIndexOf('/') + 1);
  const { vpcs, subnets, routeTables, securityGroups, endpoints } = context.ec2;
  for (const store of [vpcs, subnets, routeTables, securityGroups, endpoints]) {
    const found = store.get(id);
    if (found) return found.tags;
  }
  return undefined;
}

function tagsOf({ form }: Call): Record<string, string> {
  const specified = form.list('TagSpecification').flatMap((it) => it.list('Tag'));
  return Object.fromEntries(
    [...specified, ...form.list('Tag')].map((tag) => [
      tag.get('Key') ?? '',
      tag.get('Value') ?? '',
    ]),
  );
}
