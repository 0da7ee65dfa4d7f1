import { afterAll, beforeAll, expect, it } from 'vitest';
import { callThrough } from '@/sandbox/dataplane/fixture-caller';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { getProxy } from '../proxies/data';
import { launchProxy } from '../proxies/mutations';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import {
  actorOf,
  createWorld,
  eventually,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { explain } from './explain';
import { findRequest } from './find-request';

const input = launchInput();
const name = input.proxy.name;
const auditor = actorOf('auditor');

let sandbox: Sandbox;
let world: World;
let engine: Engine;

beforeAll(async () => {
  sandbox = await createSandbox({ paceMs: 0 });
  world = await createWorld(async () => sandbox);
  engine = await createEngine();
  const { runId } = await launchProxy(actorOf('member', 'payments'), input);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'), 50_000);
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

it('a real refusal is explained from its answer alone, and found in the log by either id', async () => {
  const proxy = (await getProxy(name))?.value;
  const endpoints = (await world.control('GET', '/endpoints')) as {
    endpointId: string;
    url: string;
  }[];
  const endpoint = endpoints.find((one) => one.endpointId === proxy?.spec?.network.endpointId);
  const host = `${proxy?.outputs.RestApiId}.execute-api.${region}.amazonaws.com`;
  const answer = await callThrough(sandbox, endpoint?.url ?? '', {
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
        endpointId: endpoint?.endpointId,
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
