import { request } from 'node:https';
import type { World } from './world';

type Endpoint = { endpointId: string; url: string };

/** Where an interface endpoint listens. */
export async function listenerOf(world: World, endpointId: string): Promise<string> {
  const endpoints = (await world.control('GET', '/endpoints')) as Endpoint[];
  const found = endpoints.find((one) => one.endpointId === endpointId);
  if (!found) throw new Error(`${endpointId} has no listener`);
  return found.url;
}

/** Calls a proxy as a program in its VPC does, over TLS and at the endpoint; answers the status. */
export async function createCaller(
  world: World,
  { endpointId, invokeUrl, key }: { endpointId: string; invokeUrl: string; key: string },
): Promise<(path?: string, method?: string) => Promise<number>> {
  const listener = new URL(await listenerOf(world, endpointId));
  const ca = await (await fetch(`${world.url}/_sandbox/ca.pem`)).text();
  return (path = '/get', method = 'GET') => {
    const { host, pathname } = new URL(`${invokeUrl.replace(/\/$/, '')}${path}`);
    return new Promise((resolve, reject) => {
      const to = { host: listener.hostname, port: listener.port, servername: host, ca };
      const headers = { host, 'x-api-key': key };
      const outgoing = request(
        { ...to, method, path: pathname, headers, agent: false },
        (incoming) => {
          incoming.resume();
          incoming.on('end', () => resolve(incoming.statusCode ?? 0));
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
  };
}
