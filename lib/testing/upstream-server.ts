import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type UpstreamMood = 'well' | 'failing' | 'slow' | 'gone';

/** An upstream of a test's own, which can be made to fail, to be slow and to go away. */
export async function startUpstream() {
  let mood: UpstreamMood = 'well';
  let server: Server | null = null;
  let port = 0;
  const listen = async () => {
    server = createServer((_, response) => {
      if (mood === 'slow') return;
      response.writeHead(mood === 'failing' ? 503 : 200).end('{}');
    });
    await new Promise<void>((done) => server?.listen(port, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    server?.closeAllConnections();
    await new Promise((done) => (server ? server.close(done) : done(null)));
    server = null;
  };
  await listen();
  return {
    url: `http://127.0.0.1:${port}`,
    async be(next: UpstreamMood) {
      mood = next;
      if (next === 'gone') await stop();
      else if (!server) await listen();
    },
    stop,
  };
}
