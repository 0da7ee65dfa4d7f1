import type { DoctorFacts, ProbeFacts } from '../doctor/types';
import { allowInvoke, wholeGatewayRow } from './gateway-row';

/** When the paths of these tests are examined. */
export const now = new Date('2026-11-26T10:00:00Z');

/** A path with which nothing is wrong, by everything but a probe. */
export function healthyPath(): WholePath {
  const rule = { protocol: 'tcp', fromPort: 443, toPort: 443 };
  return {
    place: {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '123456789012',
      vpcId: 'vpc-1',
      endpointId: 'vpce-1',
      restApiId: 'api1',
      stage: 'live',
      usagePlanId: 'plan1',
      probeKeyId: 'key1',
      clientGroupId: 'sg-client',
      isOwnEndpoint: true,
      upstream: {
        url: 'https://httpbin.org',
        mode: 'buffered',
        timeoutMs: 29_000,
        apiKeyHeader: null,
        methods: null,
      },
    },
    ec2: {
      vpcs: [
        { vpcId: 'vpc-1', label: null, cidr: '10.0.0.0/16', dnsSupport: true, dnsHostnames: true },
      ],
      subnets: [
        {
          subnetId: 'subnet-1',
          vpcId: 'vpc-1',
          label: null,
          az: 'eu-west-1a',
          cidr: '10.0.0.0/24',
        },
      ],
      routeTables: [
        { tableId: 'rtb-1', vpcId: 'vpc-1', isMain: true, subnetIds: [], hops: ['local'] },
      ],
      endpoints: [
        {
          endpointId: 'vpce-1',
          vpcId: 'vpc-1',
          privateDns: true,
          state: 'available',
          securityGroupIds: ['sg-end'],
          subnetIds: ['subnet-1'],
          dnsNames: [],
          policy: allowInvoke('arn:aws:execute-api:eu-west-1:123456789012:*'),
        },
      ],
      offeredAzs: ['eu-west-1a'],
      dnsOnAt: {},
    },
    groups: [
      { groupId: 'sg-client', ingress: [], egress: [{ ...rule, peer: 'sg-end' }] },
      { groupId: 'sg-end', ingress: [{ ...rule, peer: 'sg-client' }], egress: [] },
    ],
    gateway: wholeGatewayRow(),
    deploymentId: 'd1',
    probe: null,
    uses: null,
    now,
  };
}

export type WholePath = DoctorFacts & {
  ec2: NonNullable<DoctorFacts['ec2']>;
  groups: NonNullable<DoctorFacts['groups']>;
  gateway: ReturnType<typeof wholeGatewayRow>;
};

/** A probe of half a minute ago, made while the control plane said what it says. */
export const probed = (outcome: string, change: Partial<ProbeFacts> = {}): ProbeFacts => ({
  at: new Date(now.getTime() - 30_000),
  isSame: true,
  asked: { method: 'GET', path: '/get' },
  phases: { dns: 1, tcp: 1, tls: 2, wait: 5, transfer: 1 },
  outcome,
  status: outcome === 'dns' ? null : 403,
  totalMs: 10,
  addresses: [],
  tlsVersion: null,
  bodyExcerpt: null,
  error: null,
  negatives: [],
  ...change,
});
