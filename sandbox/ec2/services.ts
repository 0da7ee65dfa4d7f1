import type { SandboxContext } from '../context';
import { executeApiZonesOf, type Zone, zonesOf } from './zones';

/** A service that endpoints can be made for. */
export type EndpointService = {
  serviceName: string;
  type: 'Interface' | 'Gateway';
  zones: Zone[];
  /** The name that private DNS answers for, as in the conflict message; null where there is none. */
  privateDnsName: string | null;
};

const interfaceServices = ['logs', 'lambda', 'monitoring', 'secretsmanager', 'ssm', 'sts', 'kms'];

/** What the Region offers: not every service has endpoints in every Region (S-PL). */
export function endpointServicesOf({ region, options }: SandboxContext): EndpointService[] {
  const missing = options.withoutEndpointServices.map((name) => `com.amazonaws.${region}.${name}`);
  return allServices(region).filter(({ serviceName }) => !missing.includes(serviceName));
}

function allServices(region: string): EndpointService[] {
  const suffix = `${region}.amazonaws.com`;
  return [
    {
      serviceName: `com.amazonaws.${region}.execute-api`,
      type: 'Interface',
      zones: executeApiZonesOf(region),
      privateDnsName: `*.execute-api.${suffix}`,
    },
    ...interfaceServices.map(
      (name): EndpointService => ({
        serviceName: `com.amazonaws.${region}.${name}`,
        type: 'Interface',
        zones: zonesOf(region),
        privateDnsName: `${name}.${suffix}`,
      }),
    ),
    ...['s3', 'dynamodb'].map(
      (name): EndpointService => ({
        serviceName: `com.amazonaws.${region}.${name}`,
        type: 'Gateway',
        zones: zonesOf(region),
        privateDnsName: null,
      }),
    ),
  ];
}
