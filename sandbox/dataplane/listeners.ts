import type { RequestListener } from 'node:http';
import type { SandboxContext } from '../context';
import { createRunner } from '../lambda/runner';
import type { Authority } from '../tls';
import { startEcho } from '../upstream/echo';
import { type DoorServer, issueGatewayIdentity, openDoor } from './door-server';
import { findApi, isPrivate } from './locate';
import { type Door, receive } from './receive';

export type EndpointListener = { endpointId: string; vpcId: string; url: string };

/** The data plane: one loopback listener per interface endpoint, and one for callers outside every VPC. */
export interface DataPlane {
  openEndpoint(endpointId: string): Promise<void>;
  closeEndpoint(endpointId: string): Promise<void>;
  endpoints(): EndpointListener[];
  readonly publicUrl: string;
  close(): Promise<void>;
}

/**
 * Starts the data plane with its echo upstream. It also hands the functions their network: the runner in the Lambda
 * store reaches endpoints through these listeners and nothing else.
 */
export async function createDataPlane(
  context: SandboxContext,
  authority: Authority,
): Promise<DataPlane> {
  const [echo, identity] = await Promise.all([
    startEcho(),
    issueGatewayIdentity(authority, context.region),
  ]);
  const listen = (door: Door): RequestListener => {
    return (incoming, response) => {
      receive(context, echo.port, door, incoming, response).catch(() => response.destroy());
    };
  };
  const doors = new Map<string, DoorServer>();
  const outside = await openDoor(identity, listen(publicDoor(context)));
  const runner = await createRunner(context, {
    caPem: authority.caPem,
    portOf: (endpointId) => doors.get(endpointId)?.port ?? null,
  });
  context.lambda.runner = runner;

  return {
    publicUrl: `https://127.0.0.1:${outside.port}`,
    async openEndpoint(endpointId) {
      if (doors.has(endpointId)) return;
      doors.set(endpointId, await openDoor(identity, listen(endpointDoor(context, endpointId))));
    },
    async closeEndpoint(endpointId) {
      const door = doors.get(endpointId);
      doors.delete(endpointId);
      await door?.close();
    },
    endpoints: () =>
      [...doors].map(([endpointId, door]) => ({
        endpointId,
        vpcId: context.ec2.endpoints.get(endpointId)?.vpcId ?? '',
        url: `https://127.0.0.1:${door.port}`,
      })),
    async close() {
      context.lambda.runner = null;
      const servers = [...doors.values(), outside];
      await Promise.all([...servers.map((it) => it.close()), echo.close(), runner.close()]);
    },
  };
}

/** A caller's address is the first usable one of the endpoint's VPC: who called is not told apart on loopback. */
function endpointDoor(context: SandboxContext, endpointId: string): Door {
  return {
    arrivalOf() {
      const endpoint = context.ec2.endpoints.get(endpointId);
      const vpc = endpoint && context.ec2.vpcs.get(endpoint.vpcId);
      return {
        endpoint: endpoint ? { endpointId, vpcId: endpoint.vpcId } : null,
        sourceIp: (vpc?.cidrBlock ?? '10.0.0.0/16').replace(/\d+\/\d+$/, '10'),
      };
    },
    admits: () => true,
  };
}

/**
 * Outside every VPC a private API has no name that resolves and no address that answers (aws-facts B3), so there is
 * no HTTP answer to give: the connection breaks once the request is read. That is the nearest thing on loopback.
 * Public APIs answer; an id that no API has answers 403 Forbidden.
 */
function publicDoor(context: SandboxContext): Door {
  return {
    arrivalOf: () => ({ endpoint: null, sourceIp: '203.0.113.10' }),
    admits(call) {
      const api = findApi(context, call);
      return api === null || !isPrivate(api);
    },
  };
}
