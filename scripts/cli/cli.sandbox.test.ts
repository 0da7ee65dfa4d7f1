import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { createDispatcher } from '@/app/api/testing/api';
import { actorFor } from '@/lib/identity/gate';
import { createPerson, createToken } from '@/lib/identity/mutations';
import { scopesOf } from '@/lib/identity/token-choices';
import { listRuns } from '@/lib/runs/data';
import { createEngine, type Engine } from '@/lib/runs/engine';
import { makeOlder } from '@/lib/testing/behind';
import { liftBudgets } from '@/lib/testing/kills';
import {
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '@/lib/testing/world';
import { createSandbox } from '@/sandbox/server';
import { run } from './main';

let world: World;
let engine: Engine | null;
let server: Server;
const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0, usageLagMs: 0 }));
  liftBudgets();
  engine = await createEngine({ waitMs: hasty });
  const dispatch = await createDispatcher();
  server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', headers } = incoming;
    const body = method === 'GET' ? null : (Readable.toWeb(incoming) as unknown as BodyInit);
    const request = new Request(`http://${headers.host}${incoming.url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(body ? { body, duplex: 'half' } : {}),
    } as RequestInit);
    const { response } = await dispatch(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) Readable.fromWeb(response.body as ReadableStream).pipe(outgoing);
    else outgoing.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await createPerson({
    name: 'Ben',
    email: 'ben@example.com',
    password: 'correct horse battery',
    role: 'member',
    teams: ['payments'],
  });
  const ben = await actorFor('ben@example.com');
  const token = await createToken(ben, { name: 'ci', scopes: scopesOf(ben), teams: null, days: 7 });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  Object.assign(process.env, {
    SLUICE_URL: `http://127.0.0.1:${port}`,
    SLUICE_TOKEN: token.value,
    XDG_CONFIG_HOME: folder,
  });
});
afterAll(async () => {
  await engine?.stop();
  server.closeAllConnections();
  server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One call of the command line: its exit code, and what it said on each of its two ways out. */
async function sluice(...args: string[]) {
  const { value: code, ...said } = await heard(() => run(args));
  return { code, ...said };
}

async function heard<T>(work: () => Promise<T>): Promise<{ value: T; out: string; err: string }> {
  const said = { out: '', err: '' };
  const listen = (way: 'out' | 'err', stream: NodeJS.WriteStream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said[way] += text;
      return true;
    });
  const spies = [listen('out', process.stdout), listen('err', process.stderr)];
  try {
    const value = await work();
    return { value, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const { proxy, network } = launchInput();
const spec = { ...proxy, network: network.choice === 'existing' ? {} : network.network };
const { name } = proxy;
const networkName = network.choice === 'existing' ? '' : network.network.name;
const changed = { ...proxy, network: { name: networkName } };
const withLimit = (limit: number) => ({
  ...changed,
  limits: { quota: { limit }, rate: 5, burst: 5 },
});

function fileOf(content: unknown): string {
  const file = join(folder, 'spec.yaml');
  writeFileSync(file, typeof content === 'string' ? content : stringify(content));
  return file;
}

const atOnce = (count: number, args: string[]) =>
  heard(() => Promise.all(Array.from({ length: count }, () => run(args))));

async function setQuota(value: string): Promise<void> {
  const json = await sluice('status', name, '--json');
  const { UsagePlanId: usagePlanId } = JSON.parse(json.out).outputs;
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value }];
  const gateway = new APIGatewayClient({ region });
  await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
}

async function asPlatform(work: () => Promise<void>): Promise<void> {
  const email = 'aiko@example.com';
  const password = 'correct horse battery';
  await createPerson({ name: 'Aiko', email, password, role: 'platform', teams: [] });
  const aiko = await actorFor(email);
  const wanted = { name: 'ci', scopes: scopesOf(aiko), teams: null, days: 7 };
  const own = process.env.SLUICE_TOKEN;
  process.env.SLUICE_TOKEN = (await createToken(aiko, wanted)).value;
  await work().finally(() => Object.assign(process.env, { SLUICE_TOKEN: own }));
}

const runsOf = async () => listRuns({ subject: { kind: 'proxy', name } });

describe('a pipeline', () => {
  it('plans before anything stands, and starts nothing', async () => {
    const plan = await sluice('plan', '-f', fileOf(spec));
    expect(plan.code).toBe(0);
    expect(plan.out).toContain(`Would create proxy ${name}:`);
    expect(plan.out).toContain(`sluice-network-${networkName}`);
    const json = await sluice('plan', '-f', fileOf(spec), '--json');
    expect(JSON.parse(json.out)).toMatchObject({ wouldStart: true });
    expect(await runsOf()).toEqual([]);
  });

  it('does nothing that nobody has agreed to', async () => {
    const apply = await sluice('apply', '-f', fileOf(spec));
    expect(apply).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(await runsOf()).toEqual([]);
  });

  it('a job that is run again finds its run: four applies at once and one later start one', async () => {
    const file = fileOf(spec);
    await engine?.stop();
    engine = null;
    const many = await atOnce(4, ['apply', '-f', file, '--yes']);
    expect(many.value).toEqual([0, 0, 0, 0]);
    const retry = await sluice('apply', '-f', file, '--yes', '--json');
    expect(retry.code).toBe(0);
    expect(JSON.parse(retry.out)).toMatchObject({ isReplayed: true });
    expect(await runsOf()).toHaveLength(1);
    engine = await createEngine({ waitMs: hasty });
    const waiting = await sluice('apply', '-f', file, '--yes', '--wait');
    expect(waiting.code).toBe(0);
    expect(waiting.out).toMatch(/CREATE_COMPLETE +\S+ \(AWS::ApiGateway::RestApi\)/);
    expect(waiting.out).toContain('succeeded');
    expect(await runsOf()).toHaveLength(1);
  });

  it('applied again, what stands as the spec says is left alone', async () => {
    for (const same of [spec, changed]) {
      const again = await sluice('apply', '-f', fileOf(same), '--yes', '--wait');
      expect(again).toMatchObject({ code: 0, out: expect.stringContaining('as the spec says') });
    }
    expect(await runsOf()).toHaveLength(1);
  });

  it('a change is planned, executed, and can be taken back and made once more', async () => {
    for (const limit of [30, 20, 30]) {
      const apply = await sluice('apply', '-f', fileOf(withLimit(limit)), '--yes', '--wait');
      expect(apply.out).toMatch(new RegExp(`/Properties/Quota: .+ → .+:${limit},`));
      expect(apply.code).toBe(0);
    }
    expect(await runsOf()).toHaveLength(4);
    const json = await sluice('status', name, '--json');
    expect(JSON.parse(json.out)).toMatchObject({ phase: 'ready' });
    expect((await sluice('status', name)).out).toContain(`${name}: ready`);
  });

  it('the same change applied by three at once is one run, and all see it end', async () => {
    const before = (await runsOf()).length;
    const file = fileOf(withLimit(50));
    const many = await atOnce(3, ['apply', '-f', file, '--yes', '--wait']);
    expect(many.value).toEqual([0, 0, 0]);
    expect(await runsOf()).toHaveLength(before + 1);
  });

  it('each end has its exit code, and nothing is a stack trace', async () => {
    const ends = [
      [2, await sluice('plan', '-f', fileOf('kind: [')), /neither YAML nor JSON/],
      [2, await sluice('plan', '-f', fileOf('kind: bootstrap')), /kind: must be/],
      [2, await sluice('plan', '-f', fileOf({ ...spec, extra: 1 })), /extra: is not known/],
      [2, await sluice('plan', '-f', fileOf({ ...withLimit(50), team: 'search' })), /team: cannot/],
      [3, await sluice('status', 'no-such-proxy'), /no such thing/i],
      [3, await sluice('delete', 'no-such-proxy', '--yes'), /There is no proxy/],
      [3, await sluice('delete', networkName, '--network', '--yes'), new RegExp(name)],
    ] as const;
    for (const [code, end, message] of ends) {
      expect([end.code, end.err]).toEqual([code, expect.stringMatching(message)]);
      expect(end.err + end.out).not.toMatch(/\n +at /);
    }
  });

  it('a network that stands as its spec says is left alone, and changed by another', async () => {
    const same = await sluice('apply', '-f', fileOf(spec.network), '--yes');
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining('as the spec says') });
    const other = { ...spec.network, owner: 'eve@example.com' };
    const plan = await sluice('plan', '-f', fileOf(other));
    expect([plan.code, plan.out]).toEqual([0, expect.stringContaining('eve@example.com')]);
    const apply = await sluice('apply', '-f', fileOf(other), '--yes', '--wait');
    expect([apply.code, apply.out]).toEqual([0, expect.stringContaining('succeeded')]);
    const moved = { ...spec.network, vpc: { cidr: '10.99.0.0/16', azs: [] } };
    expect((await sluice('plan', '-f', fileOf(moved))).code).not.toBe(0);
  });

  it('a failed run ends with 1 and says the first cause', async () => {
    await world.fault({ service: 'apigateway', operation: 'UpdateUsagePlan', kind: 'denied' });
    const args = ['apply', '-f', fileOf(withLimit(40)), '--yes', '--wait', '--lang'];
    const apply = await sluice(...args, 'en');
    expect([apply.code, apply.out]).toEqual([
      1,
      expect.stringMatching(
        /failed: .*\n {2}The right to .* is missing\n.*\n {2}UsagePlan: .+\n {2}> .*"Allow".*\n {2}> .* retry run_/,
      ),
    ]);
    expect(apply.out).toContain('  * Quota: 50 → 40.');
    const again = await sluice(...args, 'ja');
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('権限がありません')]);
    await world.control('DELETE', '/faults');
    const [command = ''] = /retry run_\w+/.exec(again.out) ?? [];
    const retried = await sluice(...command.split(' '), '--yes', '--wait');
    expect([retried.code, retried.out]).toEqual([0, expect.stringContaining('succeeded')]);
    const twice = await sluice(...command.split(' '), '--yes', '--wait', '--json');
    expect(twice).toMatchObject({ code: 0, out: expect.stringContaining('"isReplayed":true') });
  });

  it('says what was changed outside, saves it or puts it back, and deploys what is saved', async () => {
    await setQuota('7000');
    const live = await sluice('live', name);
    expect([live.code, live.out]).toEqual([
      0,
      expect.stringMatching(/Quota.Limit, adoptable.*\n.*deployed 40 · actual 7,?000/),
    ]);
    const revert = await sluice('revert', name, '--yes', '--wait');
    expect([revert.code, revert.out]).toEqual([0, expect.stringContaining('succeeded')]);
    await setQuota('45');
    const adopt = await sluice('adopt', name, '--yes', '--wait');
    expect([adopt.code, adopt.out]).toEqual([0, expect.stringContaining('* Quota: 40 → 45.')]);
    const deploy = await sluice('deploy', name, '--yes', '--wait');
    expect([deploy.code, deploy.out]).toEqual([0, expect.stringMatching(/nothing to change/)]);
    const again = await sluice('revert', name, '--yes');
    expect(again).toMatchObject({ code: 3, err: expect.stringContaining(name) });
  });

  it('switches protection after saying what that is, and refuses what AWS would', async () => {
    const before = (await runsOf()).length;
    const dry = await sluice('recover', name, 'protect', '--dry-run');
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringContaining('terminationProtection: false → true'),
    ]);
    const refused = await sluice('recover', name, 'delete_retaining', '--resources', 'Api', '-y');
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('sluice-proxy')]);
    expect((await sluice('recover', name, 'explode', '--yes')).code).toBe(2);
    expect(await runsOf()).toHaveLength(before);
    for (const verb of ['protect', 'unprotect'])
      expect((await sluice('recover', name, verb, '--yes', '--wait')).code).toBe(0);
  });

  it('asks for what is beyond the guardrails, once, and leaves the word to people', async () => {
    const file = fileOf({ ...changed, limits: { rate: 1_001 } });
    const hint = 'sluice ask -f SPEC --reason TEXT';
    expect(await sluice('plan', '-f', file)).toMatchObject({
      ...{ code: 3, out: expect.stringContaining(hint) },
    });
    const refused = await sluice('apply', '-f', file, '--yes');
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining(hint) });
    expect(await sluice('ask', '-f', file)).toMatchObject({ code: 2 });
    const network = await sluice('ask', '-f', fileOf(spec.network), '--reason', 'x y z');
    expect(network).toMatchObject({ code: 2, err: expect.stringContaining('Guardrails') });

    const ask = () =>
      sluice('ask', '-f', fileOf({ ...changed, limits: { rate: 1_001 } }), '--reason', 'A sale.');
    const asked = await ask();
    const [, id = ''] = /^Asked: (req_\w+): http\S+\/requests\/req_/.exec(asked.out) ?? [];
    expect(asked.code, asked.err).toBe(0);
    expect((await ask()).out).toContain(`Asked already: ${id}`);
    expect((await sluice('requests')).out).toContain(
      `${id}  change ${name}: open, waits for platform (ben@example.com`,
    );
    const shown = await sluice('request', 'show', id);
    expect(shown.out).toMatch(/“A sale\.”\n {2}rate: .*10,000.*\n {2}limits\.rate: 5 → 1001\n/);
    const decided = await sluice('request', 'approve', id);
    expect(decided).toMatchObject({ code: 3, err: expect.stringContaining('No token decides') });
    expect((await sluice('request', 'withdraw', id)).out).toContain(`${name}: withdrawn`);
    // What was taken back can be asked for anew.
    const anew = await ask();
    expect(anew.out).not.toContain(id);
    const [next = ''] = /req_\w+/.exec(anew.out) ?? [];
    expect((await sluice('request', 'withdraw', next)).code).toBe(0);
    const none = await sluice('request', 'show', 'req_000000000000000000000000');
    expect(none).toMatchObject({ code: 3, out: '' });
  });

  it('rolls out a template version: previews it once, shows its plans, and carries them out', async () => {
    await makeOlder(`sluice-proxy-${name}`);
    await asPlatform(async () => {
      const { rollId } = JSON.parse((await sluice('roll', 'preview', '--json')).out);
      const again = await sluice('roll', 'preview', '--json');
      expect(JSON.parse(again.out)).toMatchObject({ rollId });
      await eventually(async () =>
        expect((await sluice('roll', 'show', rollId)).out).toMatch(
          new RegExp(`planned\\n {2}1\\. proxy ${name}: planned\\n {4}- The URL stays`),
        ),
      );
      expect(await sluice('roll', 'start', rollId)).toMatchObject({ code: 2 });
      expect((await sluice('roll', 'start', rollId, '--yes')).code).toBe(0);
      await eventually(async () => {
        const list = await sluice('rolls');
        expect(list.out).toMatch(new RegExp(`^0 behind\\n${rollId} to \\S+ succeeded`));
      });
      const late = await sluice('roll', 'stop', rollId);
      expect(late).toMatchObject({ code: 3, err: expect.stringContaining('succeeded') });
      expect((await sluice('roll', 'show')).code).toBe(2);
    });
    expect((await sluice('roll', 'preview')).code).toBe(3);
  });

  it('deletes once, and a job that is run again is done already', async () => {
    const gone = await sluice('delete', name, '--yes', '--wait', '--with-network');
    expect([gone.code, gone.out]).toEqual([0, expect.stringContaining('succeeded')]);
    expect(gone.out).toMatch(/Calls in the last 7 days, by key:\n {2}key A: not known\n/);
    const again = await sluice('delete', name, '--yes', '--wait');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('gone already') });
  });

  it('watches what works on it until it has ended, whoever began it', async () => {
    await engine?.stop();
    expect((await sluice('apply', '-f', fileOf(spec), '--yes')).code).toBe(0);
    const watching = sluice('status', name, '--watch');
    engine = await createEngine({ waitMs: hasty });
    const watched = await watching;
    expect(watched.code).toBe(0);
    expect(watched.out).toMatch(
      /CREATE_COMPLETE +\S+ \(AWS::ApiGateway::RestApi\)[\s\S]+succeeded/,
    );
    expect((await sluice('status', name, '--watch')).out).toContain(`${name}: ready`);
  });
});

describe('without the environment', () => {
  it('a token that login has kept is used, for its own address only', async () => {
    const { SLUICE_URL = '', SLUICE_TOKEN = '' } = process.env;
    const login = await sluice('login', SLUICE_URL);
    expect([login.code, login.out]).toEqual([0, expect.stringContaining('ben@example.com')]);
    expect(login.out).not.toContain(SLUICE_TOKEN);
    try {
      process.env.SLUICE_TOKEN = '';
      expect((await sluice('status', name)).code).toBe(0);
      process.env.SLUICE_URL = 'https://elsewhere.example.com';
      const other = await sluice('status', name);
      expect(other).toMatchObject({ code: 2, err: expect.stringContaining('SLUICE_TOKEN') });
    } finally {
      Object.assign(process.env, { SLUICE_URL, SLUICE_TOKEN });
    }
  });
});
