import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { networkSpecSchema } from '@/templates/network/spec';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { findingFields } from '../governance/judge';
import { request as en } from '../i18n/messages/en/request';
import { request as ja } from '../i18n/messages/ja/request';
import { isFound, isUnset, launchFacts, pathOfField } from './facts';

type Node = { properties?: Record<string, Node>; anyOf?: Node[]; allOf?: Node[] };

/** Every field that a schema knows, by its path. */
function fieldsOf(node: Node, path = ''): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, member]) =>
    fieldsOf(member, path ? `${path}.${name}` : name),
  );
  const inner = [...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((each) =>
    each.properties ? fieldsOf(each, path) : [],
  );
  return own.length + inner.length > 0 ? [...own, ...inner] : [path];
}

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as Node;
const owned = { team: 'payments', owner: 'dev@example.com', environment: 'prod' as const };
const key = { name: 'made by hand', consumer: 'nightly', owner: 'ops@example.com', enabled: true };
const spec = proxySpecSchema.parse({
  ...{ kind: 'proxy', name: 'httpbin-prod', ...owned, description: 'For the sale' },
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org', timeoutMs: 1_000, apiKeyHeader: 'x-upstream-api-key' },
  ...{ keys: { a: key, b: key }, lifetime: { reviewOn: '2027-01-31', endsOn: '2027-02-28' } },
  tags: { 'cost-center': '42' },
});
const saidOf = (facts: ReturnType<typeof launchFacts>, path: string) =>
  facts.find((fact) => fact.path === path)?.after;

describe('what a launch is asked for', () => {
  const facts = launchFacts(spec, null);

  it('has every field that a spec can say, so that none that is new is forgotten', () => {
    const fields = fieldsOf(schemaOf(proxySpecSchema)).filter((field) => field !== 'kind');
    expect(fields).toContain('lifetime.endsOn');
    const missing = fields.filter(
      (field) => !facts.some(({ path }) => path === field || path.startsWith(`${field}.`)),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['English', en],
    ['Japanese', ja],
  ])('has a name in %s for every field, the network’s too', (_, words) => {
    const fields = [
      ...fieldsOf(schemaOf(proxySpecSchema)),
      ...fieldsOf(schemaOf(networkSpecSchema)).map((field) => `network.${field}`),
      ...['limits.quota', 'keys.a', 'keys.b', 'accessLog'],
    ];
    const unnamed = fields
      .filter((field) => !['kind', 'network.kind'].includes(field))
      .filter((field) => !Object.hasOwn(words.field, field.replaceAll('.', '-')));
    expect(unnamed).toEqual([]);
  });

  it('is told in the order of the form, however the database keeps it', () => {
    const kept = Object.fromEntries(Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)));
    const groups = launchFacts(kept, null).map(({ path }) => path.split('.')[0]);
    expect([...new Set(groups)].slice(0, 5)).toEqual([
      ...['name', 'upstream', 'network', 'access', 'limits'],
    ]);
  });

  it('shows what the guardrails found by its field, and every field that they can find', () => {
    const found = (field: 'quotaLimit' | 'rate') =>
      facts
        .filter((fact) =>
          isFound({ kind: 'approval', approvers: [], findings: [{ field }] as never }, fact),
        )
        .map(({ path }) => path);
    expect(found('rate')).toEqual(['limits.rate']);
    expect(found('quotaLimit')).toEqual(['limits.quota.limit', 'limits.quota.period']);
    const paths = facts.map(({ path }) => path);
    for (const field of Object.values(findingFields)) {
      const path = pathOfField[field] ?? 'nowhere';
      expect(
        paths.some((each) => each === path || each.startsWith(`${path}.`)),
        field,
      ).toBe(true);
    }
  });

  it('takes no quota and all methods for something said', () => {
    const none = launchFacts({ ...spec, limits: { ...spec.limits, quota: null }, tags: {} }, null);
    const unset = none.filter(isUnset).map(({ path }) => path);
    expect(unset).toContain('tags');
    expect(unset).not.toContain('limits.quota');
    expect(unset).not.toContain('upstream.methods');
  });

  it('says the dates, and what is not there as nothing', () => {
    expect(saidOf(facts, 'lifetime.endsOn')).toBe('2027-02-28');
    const bare = launchFacts({ ...spec, description: '', tags: {}, accessLog: null }, null);
    for (const path of ['description', 'tags', 'accessLog']) expect(saidOf(bare, path)).toBeNull();
  });

  it('says what the network will be where it does not stand yet, and no ids', () => {
    const vpc = { cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] };
    const network = networkSpecSchema.parse({ kind: 'network', name: 'main', ...owned, vpc });
    const made = launchFacts(spec, { choice: 'create', network });
    expect(saidOf(made, 'network.vpc.cidr')).toBe('10.0.0.0/16');
    expect(made.map(({ path }) => path)).not.toContain('network.vpcId');
  });
});
