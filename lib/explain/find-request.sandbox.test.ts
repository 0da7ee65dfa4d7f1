import { afterAll, beforeAll, expect, it } from 'vitest';
import { callThrough } from '@/sandbox/dataplane/fixture-caller';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { listenerOf } from '../testing/caller';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, eventually, launchInput, region } from '../testing/world';
import { explain } from './explain';
import { findRequest } from './find-request';

const input = launchInput();
const name = input.proxy.name;
const auditor = actorOf('auditor');

let sandbox: Sandbox;
let standing: StandingWorld;

beforeAll(async () => {
  sandbox = await createSandbox({ paceMs: 0 });
  standing = await createStandingWorld(async () => sandbox, input);
});
afterAll(() => standing.close());

it('a real refusal is explained from its answer alone, and found in the log by either id', async () => {
  const { proxy, world } = standing;
  const endpointId = proxy.spec?.network.endpointId ?? '';
  const url = await listenerOf(world, endpointId);
  const host = `${proxy.outputs.RestApiId}.execute-api.${region}.amazonaws.com`;
  const answer = await callThrough(sandbox, url, {
    path: '/live/get',
    headers: { host },
  });
  const lines = Object.entries(answer.headers).map(([header, value]) => `${header}: ${value}`);
  const pasted = [`HTTP/1.1 ${answer.status}`, ...lines, '', String(answer.body)].join('\r\n');

  const said = explain(pasted);
  expect(said).toMatchObject({
    kind: 'known',
    meaning: 'key_refused',
    answeredBy: 'gateway',
    page: 'invalid_api_key',
    proxy: name,
    log: { group: `/sluice/proxy/${name}/access` },
  });

  for (const header of ['x-amzn-requestid', 'x-amz-apigw-id']) {
    const id = String(answer.headers[header]);
    await eventually(async () =>
      expect(await findRequest(auditor, { proxy: name, id })).toMatchObject({
        kind: 'found',
        status: '403',
        errorType: 'INVALID_API_KEY',
        integrationStatus: null,
        keyId: null,
        endpointId,
      }),
    );
  }
});

it('an id that nobody has is absent, and a proxy that is not there has no log', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  expect(await findRequest(auditor, { proxy: name, id })).toEqual({ kind: 'absent', isAll: true });
  await expect(findRequest(auditor, { proxy: 'nobody-knows', id })).rejects.toMatchObject({
    code: 'not_found',
  });
});
