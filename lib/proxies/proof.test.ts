import { expect, it } from 'vitest';
import { networkSpecSchema } from '@/templates/network/spec';
import { renderNetworkTemplate } from '@/templates/network/template';
import { whereIs } from '@/templates/proof/where';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { renderProxyTemplate } from '@/templates/proxy/template';
import { fullProxy, minimalNetwork, minimalProxy } from '@/templates/testing/specs';
import { knownEndpoint } from '../networks/endpoint-facts';
import { proofOf } from './proof';

const where = whereIs('ap-northeast-1', '123456789012');

function provedFor(input: typeof minimalProxy, change: (policy: string) => string = (it) => it) {
  const spec = proxySpecSchema.parse(input);
  const home = { vpcId: spec.network.vpcId, endpointId: spec.network.endpointId };
  const network = renderNetworkTemplate(networkSpecSchema.parse(minimalNetwork));
  const template = JSON.parse(change(JSON.stringify(renderProxyTemplate(spec))));
  const endpoint = knownEndpoint(network, { home, where }, null);
  return proofOf({ spec, template, endpoint, where });
}

const unmeant = ({ rows }: ReturnType<typeof provedFor>) =>
  rows.filter(({ isMeant, verdict }) => verdict === 'allowed' && !isMeant);

it.each([
  ['vpc', minimalProxy],
  ['endpoint', fullProxy],
])('finds nobody let in who is not meant, where access is %s', (_access, input) => {
  const proof = provedFor(input);
  expect(unmeant(proof)).toEqual([]);
  expect(proof.rows.filter(({ isMeant }) => isMeant).map(({ verdict }) => verdict)).not.toContain(
    'refused',
  );
});

it('finds whom a changed template lets in beside', () => {
  const lenient = provedFor(fullProxy, (text) => text.replaceAll('"Deny"', '"Allow"'));
  expect(unmeant(lenient).map((row) => row.about === 'caller' && row.place)).toEqual([
    'otherEndpoint',
    'otherVpc',
    'otherAccount',
  ]);
});

it('leaves out callers without a key, but for those of whom one would ask', () => {
  const without = (text: string) =>
    text.replaceAll('"ApiKeyRequired":true', '"ApiKeyRequired":false');
  const places = (proof: ReturnType<typeof provedFor>) =>
    proof.rows.flatMap((row) => (row.about === 'caller' && !row.hasKey ? [row.place] : []));
  expect(places(provedFor(minimalProxy))).toEqual(['thisEndpoint']);
  expect(places(provedFor(minimalProxy, without))).toEqual(['thisEndpoint', 'otherEndpoint']);
});
