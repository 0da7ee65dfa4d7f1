import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateBytesMax } from './cloudformation';
import { shortHash } from './hash';
import { specOfMetadata, specToMetadata } from './metadata';
import { stackFor } from './stack';
import { ownerFromTag, ownerToTag } from './tags';
import { specInputs } from './testing/arbitraries';
import * as specs from './testing/specs';
import { renderYaml } from './yaml';

describe('a stack', () => {
  it.each([
    [specs.minimalProxy, 'sluice-proxy-httpbin-dev', []],
    [specs.minimalNetwork, 'sluice-network-main', ['CAPABILITY_IAM']],
    [specs.untouchedEndpointNetwork, 'sluice-network-adopted-shared', []],
    [specs.minimalBootstrap, 'sluice-bootstrap', ['CAPABILITY_NAMED_IAM']],
  ])('has a name and asks for no more than it needs: $name', (input, stackName, capabilities) => {
    expect(stackFor(specs.specOf(input))).toMatchObject({ stackName, capabilities });
  });

  it('says in its tags whose it is', () => {
    expect(stackFor(specs.specOf(specs.fullProxy)).tags).toEqual({
      'sluice:kind': 'proxy',
      'sluice:name': 'assistant-prod',
      'sluice:team': 'assistants',
      'sluice:owner': 'dana+llm=example.co.jp',
      'sluice:environment': 'prod',
      'sluice:version': '1',
      'cost-center': '0042',
      'example.com/tier': 'yes',
    });
  });

  it('gives the owner back from the tag', () => {
    fc.assert(
      fc.property(specInputs(), ({ owner }) => {
        expect(ownerToTag(owner)).not.toContain('@');
        expect(ownerFromTag(ownerToTag(owner))).toBe(owner);
      }),
    );
  });

  it('stays launchable with all that a spec may hold', () => {
    const tags = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`k${index + 10}`, 'v'.repeat(48)]),
    );
    const wide = { owner: `${'a'.repeat(242)}@example.com`, description: '済'.repeat(256), tags };
    const zones = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `us-gov-west-1${letter}`);
    const proxy = {
      ...specs.fullProxy,
      ...wide,
      name: 'n'.repeat(40),
      stage: 's'.repeat(128),
      upstream: {
        url: `https://api.example.com/${'p'.repeat(480)}`,
        apiKeyHeader: `x-${'k'.repeat(62)}`,
      },
    };
    const network = { ...specs.fullNetwork, ...wide, vpc: { cidr: '10.0.0.0/16', azs: zones } };
    for (const input of [proxy, network]) {
      const { template } = stackFor(specs.specOf(input));
      expect(renderYaml(template).length).toBeLessThanOrEqual(templateBytesMax);
    }
  });
});

describe('the metadata', () => {
  it('gives back the spec, with nulls and whatever script it is written in', () => {
    fc.assert(
      fc.property(specInputs(), (input) => {
        const spec = specs.specOf(input);
        const text = specToMetadata(spec);
        expect(text).toMatch(/^\p{ASCII}*$/u);
        expect(specOfMetadata({ Sluice: { Version: '1', Spec: text } })).toEqual(spec);
      }),
    );
  });

  it.each([
    null,
    undefined,
    'x',
    {},
    { Sluice: {} },
    { Sluice: { Spec: '{' } },
    { Sluice: { Spec: '{"kind":"x"}' } },
  ])('is no spec of ours: %j', (metadata) => {
    expect(specOfMetadata(metadata)).toBeNull();
  });
});

describe('the hash', () => {
  it('is twelve digits, the same for the same text and never seen twice', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `{"a":${index}}`);
    const hashes = new Set(texts.map(shortHash));
    expect(hashes.size).toBe(texts.length);
    expect(shortHash('')).toBe('cbf29ce48422');
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{12}$/);
  });
});
