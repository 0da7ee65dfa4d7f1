import { request } from 'node:https';

const sandboxUrl = process.env.AWS_ENDPOINT_URL ?? '';

type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
};

/** The local AWS's control API, as any program outside the product would call it. */
export const sandbox = {
  async get<T>(path: string): Promise<T> {
    const answer = await fetch(`${sandboxUrl}/_sandbox/${path}`);
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
    return (path.endsWith('.pem') ? answer.text() : answer.json()) as Promise<T>;
  },
  async post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${sandboxUrl}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  },
};

/** Calls a proxy as a program in the VPC does: over TLS, at the endpoint, by the API's own host name. */
export async function callThroughEndpoint(
  endpointId: string,
  invokeUrl: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<Answer> {
  const endpoints = await sandbox.get<{ endpointId: string; url: string }[]>('endpoints');
  const endpoint = endpoints.find((one) => one.endpointId === endpointId);
  if (!endpoint) throw new Error(`${endpointId} has no listener.`);
  return call(endpoint.url, invokeUrl, headers, method);
}

/** The same call from a machine outside every VPC. */
export async function callFromOutside(
  invokeUrl: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const { url } = await sandbox.get<{ url: string }>('public');
  return call(url, invokeUrl, headers);
}

async function call(
  listener: string,
  invokeUrl: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<Answer> {
  const ca = await sandbox.get<string>('ca.pem');
  const to = new URL(listener);
  const { host, pathname, search } = new URL(invokeUrl);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: to.hostname,
        port: to.port,
        servername: host,
        ca,
        method,
        path: pathname + search,
        headers: { ...headers, host },
        agent: false,
      },
      (incoming) => {
        let body = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk) => {
          body += chunk;
        });
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
