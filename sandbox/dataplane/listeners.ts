import type { SandboxContext } from '../context';

export type Authority = {
  caPem: string;
  issue(names: string[]): Promise<{ key: string; cert: string }>;
};
export type EndpointListener = { endpointId: string; vpcId: string; url: string };

/** The data plane: one loopback listener per interface endpoint, and one for callers outside every VPC. */
export interface DataPlane {
  openEndpoint(endpointId: string): Promise<void>;
  closeEndpoint(endpointId: string): Promise<void>;
  endpoints(): EndpointListener[];
  readonly publicUrl: string;
  close(): Promise<void>;
}

export function createDataPlane(_context: SandboxContext, _tls: Authority): Promise<DataPlane> {
  return Promise.reject(new Error('not yet'));
}
