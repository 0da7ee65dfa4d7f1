import type { ProxySpec } from '@/templates/proxy/spec';
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
  'validator',
  'integration',
  'mapping',
  'timeout',
  'upstream',
] as const;
export type HopName = (typeof hopNames)[number];

/** What can be wrong with each hop, one word for one cause. */
export const faultNames = {
  route: ['vpcGone', 'wayOut', 'leak'],
  dns: ['dnsSupportOff', 'dnsHostnamesOff', 'privateDnsOff', 'resolverOther'],
  groups: ['egressShut', 'ingressShut'],
  zone: ['noInterface', 'zoneNotOffered'],
  endpoint: ['endpointGone', 'endpointNotReady'],
  endpointPolicy: ['endpointDenies', 'endpointAllowsNot'],
  api: ['apiGone', 'apiNotPrivate', 'hostOff', 'noAlias'],
  resourcePolicy: ['noPolicy', 'apiDenies', 'apiAllowsNot', 'methodNotAllowed'],
  stage: ['stageGone', 'olderDeployment'],
  method: ['noMethod', 'keyNotAsked', 'signed'],
  key: ['keyGone', 'keyDisabled', 'keyFromElsewhere'],
  plan: ['planGone', 'planOffStage', 'keyOutOfPlan'],
  throttle: ['rateZero', 'throttled'],
  quota: ['quotaZero', 'keySpent', 'quotaSpent'],
  validator: ['headerNotDemanded', 'headerDemanded'],
  integration: ['noIntegration', 'otherHost', 'otherPath', 'methodForced', 'notStreamed'],
  mapping: ['pathUnmapped', 'keyLeaks'],
  timeout: ['timeoutCut'],
  upstream: ['upstreamFailing', 'upstreamSlow', 'upstreamUnreachable', 'upstreamNotFound'],
} as const satisfies Record<HopName, readonly string[]>;
export type FaultName = (typeof faultNames)[HopName][number];

/** Unknown is an answer: `need` then says what would have to be read or done. */
export type Hop = { name: HopName; evidence: string } & (
  | { state: 'holds'; need: null; fault: null }
  | { state: 'broken'; need: null; fault: FaultName }
  | { state: 'unknown'; need: Need; fault: null }
);

/**
 * `settling`: a new key is not known everywhere yet. `again`: the last probe says otherwise, and what the control plane
 * said when it was made is not known.
 */
export type Need = 'ec2' | 'groups' | 'gateway' | 'probe' | 'again' | 'settling' | 'deeper';

export type Examination = {
  hops: Hop[];
  /** The first that is broken; null where none is known to be. */
  broken: HopName | null;
};

/** What a probe saw that bears on the path, and how far it speaks of the path as it is. */
export type ProbeFacts = Pick<
  ProbeResult,
  | 'at'
  | 'outcome'
  | 'status'
  | 'totalMs'
  | 'phases'
  | 'addresses'
  | 'tlsVersion'
  | 'bodyExcerpt'
  | 'error'
  | 'negatives'
  | 'settlesAt'
  | 'mirror'
> & {
  /** What it asked for, below the stage. */
  asked: { method: string; path: string };
  /** Whether the control plane is known to have said then what it says now: only such a probe may contradict it. */
  isSame: boolean;
};

/** What EC2 and API Gateway say of one proxy's path; null where it could not be read. */
export type ControlPlane = {
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
    /** Those of the probe function, where they are not the endpoint's. */
    clientSubnetIds?: string[] | undefined;
    /** Whether the network is one whose endpoint Sluice made, always with private DNS. */
    isOwnEndpoint: boolean;
    /** As it is saved. */
    upstream: ProxySpec['upstream'];
  };
  ec2: VpcFacts | null;
  groups: SecurityGroupRow[] | null;
  gateway: GatewayRow | null;
  /** The deployment that the stack made last; null where it is not known. */
  deploymentId: string | null;
};

/** Everything that is known of a path. */
export type DoctorFacts = ControlPlane & {
  /** Null where there is none that speaks of the path as it is. */
  probe: ProbeFacts | null;
  /** Of each key of the plan, in the period of now; null where the collector knows nothing of them. */
  uses: KeyUse[] | null;
  now: Date;
};

/** What a key has used of its quota: of `limit`, which counts what was granted on top. */
export type KeyUse = {
  label: string;
  role: 'consumer' | 'probe';
  used: number;
  limit: number;
  isSpent: boolean;
};
