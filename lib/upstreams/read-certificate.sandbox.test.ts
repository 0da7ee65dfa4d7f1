import type { lookup } from 'node:dns';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { isPublicAddress } from '../address-guard';
import { guardedLookup } from '../guarded-lookup';
import { certificateStanding } from './certificate';
import { readCertificate, type Way } from './read-certificate';

const host = 'api.example.com';
const dayMs = 86_400_000;

let sandbox: Sandbox;
let way: Way;
const open: Server[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  sandbox = await createSandbox();
  const { port } = await (await fetch(`${sandbox.url}/_sandbox/upstreams`)).json();
  way = { mode: 'via', host: '127.0.0.1', port };
});
afterAll(() => sandbox.close());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

/** A server that is none of TLS; answers the way to it, and all that it was sent. */
async function listening(answer: (socket: Socket) => void): Promise<Way> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    answer(socket);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { mode: 'via', host: '127.0.0.1', port };
}

async function look(certificate: Record<string, unknown>) {
  const init = { method: 'POST', body: JSON.stringify({ host, certificate }) };
  expect((await fetch(`${sandbox.url}/_sandbox/upstreams`, init)).status).toBe(200);
  const { reading, problem } = await readCertificate(host, way, { ca: sandbox.caPem });
  const now = new Date();
  const times = { readAt: now, triedAt: now, failingSince: null };
  return { reading, problem, ...certificateStanding({ reading, problem, ...times }, now) };
}

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

describe('a host’s certificate', () => {
  it('is read with its names, its authority and its time', async () => {
    const { reading, state } = await look({});
    expect(state).toBe('valid');
    expect(reading).toMatchObject({
      ...{ subject: host, names: [host], issuer: 'Sluice sandbox CA' },
      ...{ matches: true, fault: null, protocol: 'TLSv1.3' },
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
  });

  it('is told by what is wrong with it', async () => {
    expect(await look({ notAfter: inDays(20) })).toMatchObject({ state: 'ends_soon', days: 19 });
    expect(await look({ notAfter: inDays(3) })).toMatchObject({ state: 'ends_in_days', days: 2 });
    expect(await look({ notAfter: inDays(-2) })).toMatchObject({ state: 'expired', days: -3 });
    expect(await look({ notBefore: inDays(2) })).toMatchObject({ state: 'early' });
    expect(await look({ names: ['*.example.org', '192.0.2.1'] })).toMatchObject({
      state: 'name',
      reading: { fault: null, names: ['*.example.org', '192.0.2.1'] },
    });
    expect(await look({ isTrusted: false })).toMatchObject({ state: 'untrusted' });
    expect(await look({ names: ['*.example.com'] })).toMatchObject({ state: 'valid' });
  });

  it('of an authority that only the sandbox knows is not trusted by itself', async () => {
    await look({});
    const { reading } = await readCertificate(host, way);
    expect(reading?.fault).toMatch(/^(SELF_SIGNED|UNABLE_TO)/);
  });

  it('is looked at without a request: all that is sent is the handshake', async () => {
    const heard: Buffer[] = [];
    const { port } = way as { port: number };
    const { connect } = await import('node:net');
    const between = await listening((socket) => {
      const onward = connect(port, '127.0.0.1');
      sockets.push(onward);
      socket.on('data', (chunk: Buffer) => heard.push(chunk));
      socket.pipe(onward).pipe(socket);
      onward.on('error', () => {});
    });
    expect((await readCertificate(host, between)).problem).toBeNull();
    const records = Buffer.concat(heard);
    expect(records[0]).toBe(22);
    expect(records.length).toBeLessThan(1_000);
  });
});

describe('what cannot be read says why', () => {
  it('a connection that is refused', async () => {
    const gone = await listening(() => {});
    await new Promise((resolve) => open.pop()?.close(resolve));
    expect(await readCertificate(host, gone)).toEqual({ reading: null, problem: 'refused' });
  });

  it('a server that says nothing', async () => {
    const silent = await listening(() => {});
    const began = Date.now();
    const { problem } = await readCertificate(host, silent, { msMax: 200 });
    expect(problem).toBe('timeout');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('a server that speaks something else, or hangs up', async () => {
    const other = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect((await readCertificate(host, other)).problem).toBe('handshake');
    const rude = await listening((socket) => socket.destroy());
    expect((await readCertificate(host, rude)).problem).toBe('handshake');
  });

  it('a name that nobody there has', async () => {
    expect((await readCertificate('nobody.example.com', way)).problem).toBe('handshake');
  });

  /** DNS of the test's own: a look without a way around asks it, and it leads nowhere but here. */
  const dns = (...addresses: string[]) =>
    guardedLookup(isPublicAddress, ((
      _name: string,
      _options: unknown,
      done: (...all: unknown[]) => void,
    ) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as typeof lookup);

  it.each([
    ['127.0.0.1'],
    ['10.0.0.5'],
    ['169.254.169.254'],
    ['fd00:ec2::254'],
    ['::ffff:10.0.0.5'],
    ['93.184.215.14', '10.0.0.5'],
  ])('a name that leads inside: %s', async (...addresses) => {
    const options = { lookup: dns(...addresses), msMax: 2_000 };
    expect((await readCertificate(host, { mode: 'on' }, options)).problem).toBe('not_public');
  });

  it.each(['127.0.0.1', '::1', '169.254.169.254'])('an address for a host: %s', async (address) => {
    expect((await readCertificate(address, { mode: 'on' })).problem).toBe('not_public');
  });

  it('a name that nobody knows', async () => {
    const lookup = guardedLookup(isPublicAddress, ((
      _name: string,
      _options: unknown,
      done: (...all: unknown[]) => void,
    ) =>
      done(
        Object.assign(new Error('none'), { code: 'ENOTFOUND' }),
      )) as unknown as typeof import('node:dns').lookup);
    expect((await readCertificate(host, { mode: 'on' }, { lookup })).problem).toBe('name_unknown');
  });
});
