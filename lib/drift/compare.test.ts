import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplateYaml } from '@/templates/parse-template';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import type { AnyTemplate } from '@/templates/resolve';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { templateOfActual } from './actual-template';
import { compareFacts } from './compare';
import { templateFacts } from './facts';
import { compareSides } from './report';
import { type Facts, factKey } from './types';

const at = { region: 'ap-northeast-1', accountId: '123456789012' };
const place = { ids: {}, where: { partition: 'aws', ...at } };

function specWith(limits: object = {}): ProxySpec {
  return proxySpecSchema.parse({
    kind: 'proxy',
    name: 'httpbin-dev',
    team: 'payments',
    owner: 'dev@example.com',
    network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
    upstream: { url: 'https://httpbin.org' },
    limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5, ...limits },
  });
}

const textOf = (spec: ProxySpec) => renderYaml(stackFor(spec).template);
const parsed = (text: string) => parseTemplateYaml(text) as AnyTemplate;
const factsOf = (spec: ProxySpec) => templateFacts(parsed(textOf(spec)), place);

function changed(facts: Facts, where: string, property: string, value: unknown): Facts {
  const next = new Map(facts);
  const key = factKey(where, property);
  if (value === undefined) next.delete(key);
  else next.set(key, { where, property, value, meaning: JSON.stringify(value) });
  return next;
}

describe('the three sides', () => {
  const base = factsOf(specWith());

  it('have no difference where they are the same', () => {
    expect(compareFacts(base, base, base)).toEqual([]);
  });

  it('tell what was not deployed from what was changed outside, and both at once', () => {
    const saved = factsOf(specWith({ rate: 9 }));
    const byHand = changed(base, 'UsagePlan', 'Throttle.RateLimit', 7);
    const kinds = (ours: Facts, actual: Facts) =>
      compareFacts(ours, base, actual)
        .filter(({ where }) => where === 'UsagePlan')
        .map(({ kind, ours: a, deployed: b, actual: c }) => [kind, a, b, c]);
    expect(kinds(saved, base)).toEqual([['undeployed', '9', '5', '5']]);
    expect(kinds(base, byHand)).toEqual([['drift', '5', '5', '7']]);
    expect(kinds(saved, byHand)).toEqual([['both', '9', '5', '7']]);
  });

  it('say of a resource that is gone that it is, and nothing of its properties', () => {
    const gone = new Map([...base].filter(([, { where }]) => where !== 'UsagePlanKeyA'));
    expect(compareFacts(base, base, gone)).toMatchObject([
      { where: 'UsagePlanKeyA', property: '', actual: null, isRevertible: true },
    ]);
    expect(compareFacts(base, base, new Map())).toMatchObject([
      { where: 'Api', property: '', actual: null, isRevertible: false },
    ]);
  });

  it('never hide a change: any property that is another value, or absent, is found', () => {
    const keys = [...base.values()].filter(({ property }) => property !== '');
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.constantFrom(undefined, 'other', 77),
        (one, value) => {
          const found = compareFacts(base, base, changed(base, one.where, one.property, value));
          expect(found.map(({ where, property }) => [where, property])).toEqual([
            [one.where, one.property],
          ]);
        },
      ),
    );
  });
});

describe('the template of what is', () => {
  it('says exactly what was changed outside, whatever it is, and comes back to the letter', () => {
    const text = textOf(specWith());
    const base = templateFacts(parsed(text), place);
    const some = [...base.values()].filter(
      ({ property, where, value }) => property !== '' && where !== 'Api' && !Array.isArray(value),
    );
    fc.assert(
      fc.property(fc.subarray(some, { minLength: 1, maxLength: 4 }), (chosen) => {
        const actual = chosen.reduce(
          (facts, { where, property }) => changed(facts, where, property, `changed ${property}`),
          base,
        );
        const drifted = compareFacts(base, base, actual);
        const facts = templateFacts(JSON.parse(templateOfActual(parsed(text), drifted)), place);
        expect(compareFacts(facts, facts, actual)).toEqual([]);
      }),
    );
  });

  it('leaves out what is gone, and nobody waits for it', () => {
    const text = textOf(specWith());
    const base = templateFacts(parsed(text), place);
    const gone = new Map([...base].filter(([, { where }]) => where !== 'UsagePlanKeyA'));
    const template = JSON.parse(templateOfActual(parsed(text), compareFacts(base, base, gone)));
    expect(template.Resources.UsagePlanKeyA).toBeUndefined();
    expect(template.Resources.UsagePlanKeyProbe.DependsOn).toBeUndefined();
  });
});

describe('a comparison without what is', () => {
  const sides = (spec: ProxySpec, deployedText: string) => ({
    spec,
    deployedText,
    deployed: parsed(deployedText),
    version: '1',
    ids: {},
    at,
    row: null,
  });

  it('finds what is saved and not deployed', () => {
    const { differences } = compareSides(sides(specWith({ burst: 6 }), textOf(specWith())));
    expect(differences).toMatchObject([
      { where: 'Stage', property: 'MethodSettings.0.ThrottlingBurstLimit', kind: 'undeployed' },
      { where: 'UsagePlan', property: 'Throttle.BurstLimit', ours: '6', deployed: '5' },
    ]);
  });

  it('finds an older template of the same spec, by its version or its text', () => {
    const text = textOf(specWith());
    const [older] = compareSides({
      ...sides(specWith(), `# old\n${text}`),
      version: '0',
    }).differences;
    expect(older).toMatchObject({
      where: 'Template',
      property: 'Version',
      ours: '1',
      deployed: '0',
    });
    const [other] = compareSides(sides(specWith(), `# old\n${text}`)).differences;
    expect(other).toMatchObject({ where: 'Template', property: 'Text', kind: 'undeployed' });
    expect(compareSides(sides(specWith(), text)).differences).toEqual([]);
  });
});
