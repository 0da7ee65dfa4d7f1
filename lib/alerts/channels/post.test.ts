import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postJson } from './post';

// Outside of the demo: nothing on this machine may be called.
vi.mock('../../env', () => ({ env: () => ({ SLUICE_DEMO: false }) }));

let server: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  server = createServer((_request, response) => response.end('secret')).on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((done) => server.close(done)));

describe('outside of the demo', () => {
  it.each([
    ['a plain URL', () => `http://127.0.0.1:${port}/`],
    ['an address of this machine', () => `https://127.0.0.1:${port}/`],
    ['the metadata service', () => 'https://169.254.169.254/latest/meta-data'],
    // Only DNS says where this leads; what it says is looked at before anybody connects.
    ['a name that leads to this machine', () => `https://localhost:${port}/`],
  ])('%s is refused for good, and nobody connects', async (_what, url) => {
    const outcome = await postJson(url(), '{}');
    expect(outcome.kind).toBe('refused');
    expect(outcome.answer.status).toBeNull();
    expect(connections).toBe(0);
  });
});
