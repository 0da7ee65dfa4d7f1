import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toEchoRequest } from './describe';
import { routes } from './routes';

export type EchoUpstream = { readonly port: number; close(): Promise<void> };

/** The upstream that answers for httpbin.org, on loopback, so that everything works offline. */
export async function startEcho(): Promise<EchoUpstream> {
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers one request as httpbin.org does. */
export async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const request = toEchoRequest(incoming, Buffer.concat(chunks));
  // As httpbin.org answers through gunicorn and flask-cors.
  response.setHeader('server', 'gunicorn/19.9.0');
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-credentials', 'true');
  for (const route of routes) {
    const match = route.pattern.exec(request.path);
    if (!match) continue;
    if (!route.methods.includes(request.method)) return refuse(response, 405, 'Method Not Allowed');
    await route.answer(request, response, match.slice(1));
    return;
  }
  refuse(response, 404, 'Not Found');
}

function refuse(response: ServerResponse, code: number, title: string): void {
  const text = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<title>${code} ${title}</title>\n<h1>${title}</h1>\n`;
  response.writeHead(code, {
    'content-type': 'text/html',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
