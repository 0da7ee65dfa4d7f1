import {
  getAtt,
  join,
  type Outputs,
  ref,
  select,
  split,
  type Template,
  type Value,
} from '../cloudformation';
import { templateFor } from '../template-frame';
import { endpointResources } from './endpoint';
import { placeOf } from './place';
import { probeResources } from './probe';
import { securityGroupResources } from './security-groups';
import type { NetworkSpec } from './spec';
import { vpcResources } from './vpc';

/** The value of an output that this network has nothing for: an output cannot be empty, and readers rely on all six. */
export const absentOutput = 'none';

/**
 * The stack of one network: a VPC or an adopted one, its execute-api endpoint or the adopted one, security groups,
 * and one probe. Total and deterministic. Every variant has the same outputs.
 */
export function renderNetworkTemplate(spec: NetworkSpec): Template {
  const description = `Sluice network ${spec.name}${spec.description === '' ? '' : `: ${spec.description}`}`;
  const resources = {
    ...vpcResources(spec),
    ...securityGroupResources(spec),
    ...endpointResources(spec),
    ...probeResources(spec),
  };
  return templateFor(spec, description, resources, outputs(spec));
}

function outputs(spec: NetworkSpec): Outputs {
  const { existingEndpointId, subnetIds, vpcId } = placeOf(spec);
  return {
    VpcId: { Description: 'VPC whose callers proxies let in.', Value: vpcId },
    SubnetIds: {
      Description: 'Subnets of endpoint and probe, separated by commas.',
      Value: listed(subnetIds),
    },
    EndpointId: {
      Description: 'Endpoint through which proxies are called.',
      Value: existingEndpointId ?? ref('Endpoint'),
    },
    EndpointDnsName: {
      Description: "The endpoint's own DNS name, without its hosted zone; none where unknown.",
      Value: endpointDnsName(spec),
    },
    ClientSecurityGroupId: {
      Description: 'Security group to give to whatever calls proxies.',
      Value: ref('ClientSecurityGroup'),
    },
    ProbeFunctionName: {
      Description: 'Function that probes proxies; none where there is no probe.',
      Value: spec.probe ? ref('ProbeFunction') : absentOutput,
    },
  };
}

/** `DnsEntries` lists `<hosted zone id>:<name>`; the first is the endpoint's Regional name. */
function endpointDnsName({ vpc }: NetworkSpec): Value {
  if ('id' in vpc && vpc.endpointId !== null) return vpc.endpointDnsName ?? absentOutput;
  return select(1, split(':', select(0, getAtt('Endpoint', 'DnsEntries'))));
}

/** Ids that are known are joined here; cfn-lint rightly finds a Join of constants superfluous. */
function listed(ids: Value[]): Value {
  return ids.every((id) => typeof id === 'string') ? ids.join(',') : join(',', ids);
}
