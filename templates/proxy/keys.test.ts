import { describe, expect, it } from 'vitest';
import type { Value } from '../cloudformation';
import { minimalProxy, specOf } from '../testing/specs';
import type { ProxySpec, ProxySpecInput } from './spec';
import { renderProxyTemplate } from './template';

const render = (keys: ProxySpecInput['keys']) =>
  renderProxyTemplate(specOf({ ...minimalProxy, keys }) as ProxySpec);

const tagOf = (tags: Value | undefined, key: string) =>
  (tags as { Key: string; Value: string }[]).find(({ Key }) => Key === key)?.Value;

describe('key slots', () => {
  it('leave the first key as it is when the second is made, on or off', () => {
    const one = render({ a: {} }).Resources;
    const two = render({ a: {}, b: {} }).Resources;
    expect(two.KeyA).toEqual(one.KeyA);
    expect(two.UsagePlanKeyA).toEqual(one.UsagePlanKeyA);
    expect(two.KeyB).toMatchObject({ DependsOn: 'KeyA', Properties: { Enabled: true } });
    const off = render({ a: { enabled: false }, b: {} }).Resources;
    expect(off.KeyA?.Properties).toEqual({ ...one.KeyA?.Properties, Enabled: false });
    expect(off.KeyB).toEqual(two.KeyB);
  });

  it('depend on nothing that is not there once the first is gone', () => {
    const { Resources, Outputs } = render({ a: null, b: {} });
    expect(Object.keys(Resources).filter((id) => /^(UsagePlan|Probe)?Key/.test(id))).toEqual([
      'KeyB',
      'UsagePlanKeyB',
      'ProbeKey',
      'UsagePlanKeyProbe',
    ]);
    expect(Resources.KeyB?.DependsOn).toBeUndefined();
    expect(Resources.ProbeKey?.DependsOn).toBe('KeyB');
    expect(Outputs.KeyAId).toBeUndefined();
  });

  it('are labelled with whom they are for, and with the owner of the proxy where nobody is named', () => {
    const { KeyA, KeyB } = render({
      a: { consumer: 'billing', owner: 'chie@example.com' },
      b: {},
    }).Resources;
    expect(tagOf(KeyA?.Properties?.Tags, 'sluice:consumer')).toBe('billing');
    expect(tagOf(KeyA?.Properties?.Tags, 'sluice:owner')).toBe('chie=example.com');
    expect(tagOf(KeyB?.Properties?.Tags, 'sluice:consumer')).toBeUndefined();
    expect(tagOf(KeyB?.Properties?.Tags, 'sluice:owner')).toBe('dev=example.com');
  });
});
