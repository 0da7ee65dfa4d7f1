import type { BootstrapSpecInput } from '../bootstrap/spec';
import type { NetworkSpecInput } from '../network/spec';
import type { ProxySpecInput } from '../proxy/spec';
import { parseSpec, type Spec, type SpecInput } from '../spec';

/** The article's own case, with nothing said that has a default. */
export const minimalProxy: ProxySpecInput = {
  kind: 'proxy',
  name: 'httpbin-dev',
  team: 'payments',
  owner: 'dev@example.com',
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org' },
};

/** Everything said: a streamed language model behind its own key header, one endpoint only. */
export const fullProxy: ProxySpecInput = {
  ...minimalProxy,
  name: 'assistant-prod',
  team: 'assistants',
  owner: 'dana+llm@example.co.jp',
  environment: 'prod',
  description: '対話 API (chat)',
  upstream: {
    url: 'https://api.anthropic.com:8443/v1',
    mode: 'stream',
    timeoutMs: 900_000,
    apiKeyHeader: 'x-upstream-api-key',
  },
  access: 'endpoint',
  stage: 'v1',
  limits: { quota: { limit: 100_000, period: 'MONTH' }, rate: 12.5, burst: 40 },
  accessLog: { retentionDays: 365 },
  keys: {
    a: { consumer: 'chat-worker', owner: 'chie@example.co.jp', enabled: false },
    b: { consumer: 'chat-worker' },
  },
  errorPages: 'https://sluice.example.com:8443',
  tags: { 'cost-center': '0042', 'example.com/tier': 'yes' },
};

/** Callers may read and send, and neither replace nor delete. */
export const methodsProxy: ProxySpecInput = {
  ...minimalProxy,
  name: 'httpbin-narrow',
  upstream: { url: 'https://httpbin.org', methods: ['POST', 'GET'] },
};

export const minimalNetwork: NetworkSpecInput = {
  kind: 'network',
  name: 'main',
  team: 'platform',
  owner: 'aiko@example.com',
  vpc: { cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
};

export const fullNetwork: NetworkSpecInput = {
  ...minimalNetwork,
  name: 'edge',
  environment: 'prod',
  description: 'Egress of the edge',
  vpc: {
    cidr: '100.64.8.0/25',
    azs: ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d'],
  },
  tags: { Name: 'edge-egress', 'cost-center': '0042' },
};

export const adoptedNetwork: NetworkSpecInput = {
  ...minimalNetwork,
  name: 'adopted',
  vpc: {
    id: 'vpc-0fedcba9876543210',
    subnetIds: ['subnet-0fedcba9876543210', 'subnet-0fedcba9876543211'],
  },
};

export const adoptedEndpointNetwork: NetworkSpecInput = {
  ...minimalNetwork,
  name: 'adopted-whole',
  vpc: {
    id: 'vpc-0fedcba9876543210',
    subnetIds: ['subnet-0fedcba9876543210'],
    endpointId: 'vpce-0fedcba9876543210',
    endpointDnsName:
      'vpce-0fedcba9876543210-abcdefgh.execute-api.ap-northeast-1.vpce.amazonaws.com',
    endpointSecurityGroupIds: ['sg-0fedcba9876543210', 'sg-0fedcba9876543211'],
  },
};

export const untouchedEndpointNetwork: NetworkSpecInput = {
  ...minimalNetwork,
  name: 'adopted-shared',
  vpc: {
    id: 'vpc-0fedcba9876543210',
    subnetIds: ['subnet-0fedcba9876543210'],
    endpointId: 'vpce-0fedcba9876543210',
  },
  probe: false,
};

export const minimalBootstrap: BootstrapSpecInput = {
  kind: 'bootstrap',
  owner: 'aiko@example.com',
};

export const fullBootstrap: BootstrapSpecInput = {
  ...minimalBootstrap,
  team: 'cloud',
  environment: 'staging',
  trustedPrincipals: ['arn:aws:iam::123456789012:role/sluice-hub'],
  externalId: 'sluice-hub',
  tags: { 'cost-center': '0042' },
};

/** Parses, or throws every fault: tests and benches begin from valid specs. */
export function specOf(input: SpecInput): Spec {
  const parsed = parseSpec(input);
  if (parsed.ok) return parsed.spec;
  throw new Error(parsed.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}
