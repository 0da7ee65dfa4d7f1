import type { GatewayRow } from '../aws/gateway';
import type { VpcFacts } from '../aws/vpc-facts';
import type { SecurityGroupRow } from '../aws/vpcs';
import type { ProbeResult } from '../probes/types';

/** From the caller's subnet to the upstream, in the order in which a call passes them. */
export const hopNames = [
  'route',
  'dns',
  'groups',
  'zone',
  'endpoint',
  'endpointPolicy',
  'api',
  'resourcePolicy',
  'stage',
  'method',
  'key',
  'plan',
  'throttle',
  'quota',
  'integration',
  'upstream',
] as const;
export type HopName = (typeof hopNames)[number];

/** Unknown is an answer: `need` then says what would have to be read or done. */
export type Hop = { name: HopName; evidence: string } & (
  | { state: 'holds' | 'broken'; need: null }
  | { state: 'unknown'; need: Need }
);

export type Need = 'ec2' | 'groups' | 'gateway' | 'probe' | 'deeper';

export type Examination = {
  hops: Hop[];
  /** The first that is broken; null where none is known to be. */
  broken: HopName | null;
};

/** What a probe saw that bears on the path. */
export type ProbeFacts = Pick<
  ProbeResult,
  'outcome' | 'status' | 'totalMs' | 'addresses' | 'tlsVersion' | 'error' | 'negatives'
>;

/** Everything that is known of one proxy's path; null where it could not be read. */
export type DoctorFacts = {
  place: {
    partition: string;
    region: string;
    accountId: string;
    vpcId: string;
    endpointId: string;
    restApiId: string;
    stage: string;
    usagePlanId: string;
    probeKeyId: string | null;
    clientGroupId: string | null;
    /** Whether the network is one whose endpoint Sluice made, always with private DNS. */
    isOwnEndpoint: boolean;
    upstreamUrl: string;
  };
  ec2: VpcFacts | null;
  groups: SecurityGroupRow[] | null;
  gateway: GatewayRow | null;
  probe: ProbeFacts | null;
};
