import { AwsFault } from '../context';

/** The errors EC2 answers with, by its own codes and words. */
export const ec2Fault = {
  notFound(kind: 'Vpc' | 'Subnet' | 'RouteTable' | 'Group' | 'VpcEndpoint', id: string): AwsFault {
    const [code, text] = {
      Vpc: ['InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`],
      Subnet: ['InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`],
      RouteTable: ['InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`],
      Group: ['InvalidGroup.NotFound', `The security group '${id}' does not exist`],
      VpcEndpoint: ['InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`],
    }[kind] as [string, string];
    return new AwsFault(code, text);
  },
  dependency(text: string): AwsFault {
    return new AwsFault('DependencyViolation', text);
  },
  parameter(text: string): AwsFault {
    return new AwsFault('InvalidParameter', text);
  },
  parameterValue(text: string): AwsFault {
    return new AwsFault('InvalidParameterValue', text);
  },
  missing(parameter: string): AwsFault {
    return new AwsFault('MissingParameter', `The request must contain the parameter ${parameter}`);
  },
};
