import { describe, expect, it } from 'vitest';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { deploymentId } from './live';

const spec = proxySpecSchema.parse({
  kind: 'proxy',
  name: 'httpbin-dev',
  team: 'payments',
  owner: 'dev@example.com',
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org' },
});
const template = renderYaml(stackFor(spec).template);

describe('deploymentId', () => {
  it('finds the hash that the template’s Deployment carries', () => {
    expect(deploymentId(template)).toMatch(/^[0-9a-zA-Z]{6,}$/);
    expect(deploymentId(null)).toBeNull();
  });
});
