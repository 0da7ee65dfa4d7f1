import { describe, expect, it } from 'vitest';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import { formOfRun } from '../runs/form';
import { formNow } from '../runs/form-link';
import type { Run, StepState } from '../runs/types';
import { askedOf } from './asked';

const spec: ProxySpec = proxySpecSchema.parse({
  kind: 'proxy',
  name: 'old-way',
  team: 'payments',
  owner: 'dev@example.com',
  environment: 'prod',
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org' },
  limits: { quota: null, rate: 5, burst: 5 },
  keys: { a: { name: 'Batch of Tuesday' }, b: null },
});

const taken = (logicalId: string, identifier: Record<string, string>) => ({
  resourceType: 'AWS::ApiGateway::RestApi',
  logicalId,
  identifier,
});
const options = {
  imports: [taken('Api', { RestApiId: 'abc123' }), taken('KeyA', { APIKeyId: 'key1' })],
};
const asked = {
  name: 'old-way',
  team: 'payments',
  owner: 'dev@example.com',
  environment: 'prod',
  network: 'main',
  upstreamUrl: 'https://httpbin.org',
};

const subject = { kind: 'proxy' as const, name: 'old-way' };
const steps = [
  { index: 0, subject, action: 'import' as const, spec, options },
  { index: 1, subject, action: 'update' as const, spec },
];
const ended = (...states: StepState[]) => ({ steps: states.map((state) => ({ state })) }) as Run;

describe('what an adoption was asked for', () => {
  it('is told by what its import keeps', () => {
    expect(askedOf({ spec, options })).toEqual({
      apiId: 'abc123',
      ...asked,
      keys: [{ keyId: 'key1', name: 'Batch of Tuesday' }],
    });
  });

  it('is not told without the API, or a spec that is read', () => {
    expect(askedOf({ spec, options: null })).toBeNull();
    expect(askedOf({ spec: { kind: 'proxy' }, options })).toBeNull();
  });

  it('fills the form it came from, until the API stands in its stack', () => {
    const form = formOfRun({ kind: 'import', subject }, steps);
    if (!form) throw new Error('the run has a form');
    expect(formNow(form, ended('failed', 'skipped'))).toMatchObject({
      page: 'adopt_api',
      values: { api: 'abc123', ...asked, keys: ['key1 Batch of Tuesday'] },
    });
    expect(formNow(form, ended('succeeded', 'failed'))).toMatchObject({
      page: 'edit_proxy',
      name: 'old-way',
    });
    expect(formOfRun({ kind: 'import', subject }, steps.slice(1))?.page).toBe('edit_proxy');
  });
});
