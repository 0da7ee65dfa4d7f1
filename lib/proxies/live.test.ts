import { describe, expect, it } from 'vitest';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { deploymentId, liveState } from './live';

const spec = proxySpecSchema.parse({
  kind: 'proxy',
  name: 'httpbin-dev',
  team: 'payments',
  owner: 'dev@example.com',
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org' },
});
const template = renderYaml(stackFor(spec).template);

describe('liveState', () => {
  it('is the same when the stack holds what the spec renders', () => {
    expect(liveState({ phase: 'ready', spec, template })).toBe('same');
  });

  it('tells an older template from the same', () => {
    expect(liveState({ phase: 'ready', spec, template: `# old\n${template}` })).toBe('older');
  });

  it('never calls a stack live that is not ready, or one it could not read', () => {
    expect(liveState({ phase: 'failed', spec, template })).toBe('failed');
    expect(liveState({ phase: 'launching', spec, template })).toBe('changing');
    expect(liveState({ phase: 'ready', spec, template: null })).toBe('unknown');
  });
});

describe('deploymentId', () => {
  it('finds the hash that the template’s Deployment carries', () => {
    expect(deploymentId(template)).toMatch(/^[0-9a-zA-Z]{6,}$/);
    expect(deploymentId(null)).toBeNull();
  });
});
