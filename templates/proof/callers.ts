import type { ConditionContext } from '../../policy/context';

/** Where a call comes from. */
export type Place =
  | 'thisEndpoint'
  | 'otherEndpoint'
  | 'peeredVpc'
  | 'otherVpc'
  | 'otherAccount'
  | 'internet';

/** Through the endpoint of which VPC, with which keys of the request's context. */
export type Arrival = { isOurEndpoint: boolean; context: ConditionContext };

export type Home = { vpcId: string; endpointId: string };

/** Documentation and private addresses; no policy of ours asks for one. */
const addresses = { inside: '10.0.0.10', peered: '10.99.0.10', outside: '203.0.113.5' };

/**
 * How calls from a place arrive. One for any stranger and one for each VPC or endpoint that the policies name, so
 * that a policy that lets one more in is found out. `aws:SourceVpc` is the VPC that hosts the endpoint, not the
 * caller's own (KMS developer guide, "Use VPC endpoints"; for execute-api INFERENCE): whoever reaches an endpoint
 * through peering counts as from its VPC.
 */
export function arrivalsFrom(place: Place, home: Home, mentioned: readonly string[]): Arrival[] {
  const strangers = (kind: 'vpc' | 'vpce', own: string) => [
    stranger(kind, own),
    ...mentioned.filter((id) => id.startsWith(`${kind}-`) && id !== own),
  ];
  const vpcs = strangers('vpc', home.vpcId);
  const endpoints = strangers('vpce', home.endpointId);
  switch (place) {
    case 'thisEndpoint':
      return [through(home.vpcId, home.endpointId, addresses.inside, true)];
    case 'peeredVpc':
      return [through(home.vpcId, home.endpointId, addresses.peered, true)];
    case 'otherEndpoint':
      return endpoints.map((id) => through(home.vpcId, id, addresses.inside));
    case 'otherVpc':
    case 'otherAccount':
      return vpcs.flatMap((vpc) => endpoints.map((id) => through(vpc, id, addresses.inside)));
    case 'internet':
      return [
        {
          isOurEndpoint: false,
          context: { 'aws:SecureTransport': 'true', 'aws:SourceIp': addresses.outside },
        },
      ];
  }
}

function through(vpc: string, endpoint: string, address: string, isOurEndpoint = false): Arrival {
  return {
    isOurEndpoint,
    context: {
      'aws:SecureTransport': 'true',
      'aws:SourceVpc': vpc,
      'aws:SourceVpce': endpoint,
      'aws:VpcSourceIp': address,
    },
  };
}

/** An id that nobody named. */
function stranger(kind: 'vpc' | 'vpce', own: string): string {
  const id = `${kind}-0aaaaaaaaaaaaaaaa`;
  return id === own ? `${kind}-0bbbbbbbbbbbbbbbb` : id;
}
