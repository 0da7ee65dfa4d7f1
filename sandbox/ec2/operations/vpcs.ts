import { AwsFault, type SandboxContext } from '../../context';
import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { readTagSpecifications, select, tagSet } from '../describe';
import { ec2Fault } from '../faults';
import type { Vpc } from '../types';
import * as vpcs from '../vpcs';
import { requireVpc } from '../vpcs';

export const describeVpcs: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, context.ec2.vpcs.values(), {
    idParameter: 'VpcId',
    idOf: (vpc) => vpc.vpcId,
    missing: (id) => ec2Fault.notFound('Vpc', id),
    tagsOf: (vpc) => vpc.tags,
    filters: (vpc) => ({
      'vpc-id': vpc.vpcId,
      cidr: vpc.cidrBlock,
      'cidr-block-association.cidr-block': vpc.cidrBlock,
      state: 'available',
      'is-default': [false],
      'owner-id': context.accountId,
    }),
  });
  return { vpcSet: page.map((vpc) => vpcXml(context, vpc)), nextToken };
};

export const describeVpcAttribute: QueryOperation = async (context, form) => {
  const vpc = requireVpc(context, form.get('VpcId') ?? '');
  switch (form.get('Attribute')) {
    case 'enableDnsSupport':
      return { vpcId: vpc.vpcId, enableDnsSupport: { value: vpc.enableDnsSupport } };
    case 'enableDnsHostnames':
      return { vpcId: vpc.vpcId, enableDnsHostnames: { value: vpc.enableDnsHostnames } };
    case 'enableNetworkAddressUsageMetrics':
      return { vpcId: vpc.vpcId, enableNetworkAddressUsageMetrics: { value: false } };
    default:
      throw ec2Fault.parameterValue(
        `Value (${form.get('Attribute') ?? ''}) for parameter attribute is invalid. Unknown attribute.`,
      );
  }
};

export const createVpc: QueryOperation = async (context, form) => {
  const cidrBlock = form.get('CidrBlock');
  if (cidrBlock === undefined) throw ec2Fault.missing('cidrBlock');
  const vpc = vpcs.createVpc(context, { cidrBlock, tags: readTagSpecifications(form) });
  return { vpc: vpcXml(context, vpc) };
};

export const modifyVpcAttribute: QueryOperation = async (context, form) => {
  const support = form.boolean('EnableDnsSupport.Value');
  const hostnames = form.boolean('EnableDnsHostnames.Value');
  if (support !== undefined && hostnames !== undefined) {
    // kubernetes-sigs/cluster-api-provider-aws#783, aws/aws-sdk-go#415.
    throw new AwsFault(
      'InvalidParameterCombination',
      'Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport',
    );
  }
  vpcs.modifyVpcAttributes(requireVpc(context, form.get('VpcId') ?? ''), {
    ...(support === undefined ? {} : { enableDnsSupport: support }),
    ...(hostnames === undefined ? {} : { enableDnsHostnames: hostnames }),
  });
  return { return: true };
};

export const deleteVpc: QueryOperation = async (context, form) => {
  vpcs.deleteVpc(context, form.get('VpcId') ?? '');
  return { return: true };
};

function vpcXml(context: SandboxContext, vpc: Vpc): XmlValue {
  return {
    vpcId: vpc.vpcId,
    ownerId: context.accountId,
    state: 'available',
    cidrBlock: vpc.cidrBlock,
    cidrBlockAssociationSet: [
      {
        associationId: vpc.vpcId.replace('vpc-', 'vpc-cidr-assoc-'),
        cidrBlock: vpc.cidrBlock,
        cidrBlockState: { state: 'associated' },
      },
    ],
    dhcpOptionsId: 'dopt-0123456789abcdef0',
    instanceTenancy: vpc.instanceTenancy,
    isDefault: false,
    tagSet: tagSet(vpc.tags),
  };
}
