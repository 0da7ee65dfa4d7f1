import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from './client';
import { followRun } from './follow';
import { requireUrl } from './settings';
import { isEnded } from './types';

type Handler = (request: IncomingMessage, answer: ServerResponse, count: number) => void;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(handler: Handler) {
  let count = 0;
  const server = createServer((request, answer) => {
    count += 1;
    handler(request, answer, count);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    client: createClient({ url: `http://127.0.0.1:${port}/`, token: 'it' }),
    asked: () => count,
  };
}

function json(answer: ServerResponse, status: number, body: unknown, headers = {}) {
  answer.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  answer.end(JSON.stringify(body));
}

describe('a call', () => {
  it('is sent again while Sluice is away, where that is safe', async () => {
    const { client, asked } = await serve((_, answer, count) =>
      count < 3 ? json(answer, 503, { title: 'away' }) : json(answer, 200, { ok: true }),
    );
    expect(await client.ask('GET', '/token')).toMatchObject({ body: { ok: true } });
    expect(asked()).toBe(3);
  });

  it('that would not be safe twice is sent once', async () => {
    const { client, asked } = await serve((_, answer) => json(answer, 503, { title: 'away' }));
    await expect(client.ask('POST', '/runs/a/execute')).rejects.toMatchObject({ exitCode: 4 });
    expect(asked()).toBe(1);
  });

  it.each([
    [400, 2],
    [422, 2],
    [401, 3],
    [403, 3],
    [404, 3],
    [409, 3],
    [500, 4],
  ])('answered %i ends with %i', async (status, exitCode) => {
    const { client, asked } = await serve((_, answer) =>
      json(answer, status, { title: 'no', errors: [{ pointer: '/tags/a~1b', detail: 'is odd' }] }),
    );
    await expect(client.ask('GET', '/token')).rejects.toMatchObject({
      exitCode,
      lines: ['no', '  tags.a/b: is odd'],
    });
    expect(asked()).toBe(1);
  });

  it('told to wait longer than a pipeline can says so at once', async () => {
    const { client, asked } = await serve((_, answer) =>
      json(answer, 429, { title: 'too many' }, { 'retry-after': '900' }),
    );
    await expect(client.ask('GET', '/token')).rejects.toMatchObject({ exitCode: 4 });
    expect(asked()).toBe(1);
  });

  it('carries its token to nobody else', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, answer) => {
      seen.push(request.headers.authorization);
      json(answer, 200, {});
    });
    const address = servers.at(-1)?.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { client } = await serve((_, answer) => {
      answer.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
    });
    await expect(client.ask('POST', '/proxies')).rejects.toMatchObject({ exitCode: 4 });
    expect([seen, other.asked()]).toEqual([[], 0]);
  });

  it('that a page answers is not taken for an answer', async () => {
    const { client } = await serve((_, answer) => answer.writeHead(200).end('<html>'));
    await expect(client.ask('POST', '/proxies')).rejects.toMatchObject({ exitCode: 4 });
  });
});

describe('following a run', () => {
  const event = (id: number) => `id: ${id}\nevent: event\ndata: {"id":${id}}\n\n`;
  const run = (state: string) => `event: run\ndata: {"id":"run_1","state":"${state}"}\n\n`;

  it('goes on where it was after each broken connection, and tells each event once', async () => {
    const lastIds: (string | undefined)[] = [];
    const { client } = await serve((request, answer, count) => {
      lastIds.push(request.headers['last-event-id'] as string | undefined);
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      if (count === 1) {
        answer.write(`${event(1)}${run('running')}${event(2)}id: 3\nevent: ev`);
        answer.socket?.destroySoon();
      } else if (count === 2) {
        answer.end(event(3));
      } else {
        answer.end(`: beat\n\n${event(4)}id: 4-final\n${run('succeeded')}`);
      }
    });
    const told: number[] = [];
    const watcher = { event: ({ id }: { id: number }) => void told.push(id), run: () => {} };
    const ended = await followRun(client, 'run_1', isEnded, watcher);
    expect(ended).toMatchObject({ state: 'succeeded' });
    expect(told).toEqual([1, 2, 3, 4]);
    expect(lastIds).toEqual([undefined, '2', '3']);
  });

  it('ends where the run may not be read', async () => {
    const { client } = await serve((_, answer) => json(answer, 404, { title: 'no' }));
    const watcher = { event: () => {}, run: () => {} };
    await expect(followRun(client, 'run_1', isEnded, watcher)).rejects.toMatchObject({
      exitCode: 3,
    });
  });
});

describe('an address', () => {
  it.each(['https://sluice.example.com', 'http://127.0.0.1:3000', 'http://localhost:3000'])(
    '%s is taken',
    (url) => expect(requireUrl(url)).toBeUndefined(),
  );

  it.each([
    'http://sluice.example.com',
    'ftp://127.0.0.1',
    'sluice',
    'http://127.0.0.1.evil.example',
  ])('%s is refused: a token would go there in the clear, or nowhere', (url) =>
    expect(() => requireUrl(url)).toThrow(),
  );
});
