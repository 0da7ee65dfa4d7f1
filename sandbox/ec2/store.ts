import { randomBytes } from 'node:crypto';
import type {
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from './types';

/** Told when an interface endpoint appears or goes, so that its listener opens and closes with it. */
export type EndpointWatcher = {
  opened(endpointId: string): Promise<void>;
  closed(endpointId: string): Promise<void>;
};

type Ec2State = {
  vpcs: Vpc[];
  subnets: Subnet[];
  routeTables: RouteTable[];
  securityGroups: SecurityGroup[];
  endpoints: VpcEndpoint[];
  interfaces: NetworkInterface[];
};

/** What EC2 keeps. Records are plain JSON, keyed by their ids. */
export class Ec2Store {
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly routeTables = new Map<string, RouteTable>();
  readonly securityGroups = new Map<string, SecurityGroup>();
  readonly endpoints = new Map<string, VpcEndpoint>();
  readonly interfaces = new Map<string, NetworkInterface>();
  /** Not state: set by the sandbox that owns the store. */
  watcher: EndpointWatcher | null = null;

  toJSON(): Ec2State {
    return {
      vpcs: [...this.vpcs.values()],
      subnets: [...this.subnets.values()],
      routeTables: [...this.routeTables.values()],
      securityGroups: [...this.securityGroups.values()],
      endpoints: [...this.endpoints.values()],
      interfaces: [...this.interfaces.values()],
    };
  }

  /** Replaces all that is held; an empty object empties the store. */
  fromJSON(json: unknown): void {
    const state = json as Partial<Ec2State>;
    refill(this.vpcs, state.vpcs, (vpc) => vpc.vpcId);
    refill(this.subnets, state.subnets, (subnet) => subnet.subnetId);
    refill(this.routeTables, state.routeTables, (table) => table.routeTableId);
    refill(this.securityGroups, state.securityGroups, (group) => group.groupId);
    refill(this.endpoints, state.endpoints, (endpoint) => endpoint.vpcEndpointId);
    refill(this.interfaces, state.interfaces, (eni) => eni.networkInterfaceId);
  }
}

/** An id as EC2 gives them out: prefix and 17 hexadecimal digits. */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

function refill<T>(
  map: Map<string, T>,
  records: T[] | undefined,
  key: (record: T) => string,
): void {
  map.clear();
  for (const record of records ?? []) map.set(key(record), record);
}
