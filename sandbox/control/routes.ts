import { AwsFault, type AwsResponse, type SandboxContext } from '../context';
import type { DataPlane } from '../dataplane/listeners';
import { type SeededTraffic, seedTraffic } from '../dataplane/traffic';
import type { RawRequest } from '../router';
import type { PublicHosts } from '../upstream/public-hosts';
import { parseCertificate } from './certificate';

/** What the control API works on. */
export type ControlSurface = {
  context: SandboxContext;
  dataPlane: DataPlane;
  publicHosts: PublicHosts;
  caPem: string;
  /** Empties the account and every counter; says whether IAM is evaluated from now on, else as at the start. */
  reset(evaluateIam?: boolean): Promise<void>;
};

type Route = (surface: ControlSurface, body: Body, query: URLSearchParams) => unknown;
type Body = Record<string, unknown>;

const routes: Record<string, Route> = {
  'GET /endpoints': ({ dataPlane }) => dataPlane.endpoints(),
  'GET /public': ({ dataPlane }) => ({ url: dataPlane.publicUrl }),
  'GET /upstreams': ({ publicHosts }) => publicHosts.describe(),
  'POST /upstreams': ({ publicHosts }, body) => {
    publicHosts.choose(requireText(body, 'host').toLowerCase(), parseCertificate(body.certificate));
    return publicHosts.describe();
  },
  'GET /clock': ({ context }) => clockJson(context),
  'POST /clock': ({ context }, body) => {
    context.clock.advance(requireNumber(body, 'advanceMs'));
    context.touch();
    return clockJson(context);
  },
  'GET /hold': ({ context }) => ({ held: context.engine.held() }),
  'POST /hold': ({ context }, body) => {
    context.engine.hold(requireText(body, 'stack'));
    return { held: context.engine.held() };
  },
  'POST /release': ({ context }, body) => {
    context.engine.release(requireText(body, 'stack'));
    return { held: context.engine.held() };
  },
  'GET /pace': ({ context }) => ({ paceMs: context.engine.paceMs }),
  'POST /pace': ({ context }, body) => {
    context.engine.paceMs = Math.max(0, requireNumber(body, 'paceMs'));
    return { paceMs: context.engine.paceMs };
  },
  'GET /faults': ({ context }) => context.faults.list(),
  'POST /faults': ({ context }, body) => context.faults.add(body),
  'DELETE /faults': ({ context }, body, query) => {
    const id = query.get('id') ?? body.id;
    context.faults.remove(typeof id === 'string' ? id : null);
    return context.faults.list();
  },
  'GET /calls': ({ context }) => context.calls,
  'DELETE /calls': ({ context }) => {
    context.calls.reset(context.clock.now());
    return context.calls;
  },
  'POST /traffic': ({ context }, body) => {
    seedTraffic(context, parseTraffic(body));
    context.touch();
    return { ok: true };
  },
  'POST /reset': async (surface, { evaluateIam }) => {
    await surface.reset(typeof evaluateIam === 'boolean' ? evaluateIam : undefined);
    return { ok: true };
  },
};

/** Answers `/_sandbox/…`: JSON for everything but the certificate. */
export async function handleControl(
  surface: ControlSurface,
  request: RawRequest,
): Promise<AwsResponse> {
  const path = request.path.slice('/_sandbox'.length).replace(/\/$/, '');
  if (request.method === 'GET' && path === '/ca.pem') {
    return {
      status: 200,
      headers: { 'content-type': 'application/x-pem-file' },
      body: surface.caPem,
    };
  }
  const name = `${request.method} ${path}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!route) return json(404, { message: `no ${request.method} ${request.path}` });
  try {
    return json(200, await route(surface, parseBody(request.body), request.query));
  } catch (error) {
    if (error instanceof AwsFault) return json(error.status, { message: error.message });
    throw error;
  }
}

function clockJson(context: SandboxContext): object {
  const { clock } = context;
  const now = clock.now();
  return { now: new Date(now).toISOString(), nowMs: now, offsetMs: clock.offsetMs };
}

function parseTraffic(body: Body): SeededTraffic {
  return {
    apiId: requireText(body, 'apiId'),
    keyId: requireText(body, 'keyId'),
    from: requireMoment(body, 'from'),
    to: requireMoment(body, 'to'),
    requests: requireNumber(body, 'requests'),
  };
}

/** Moments come as milliseconds since 1970 or as ISO 8601. */
function requireMoment(body: Body, name: string): number {
  const value = body[name];
  const moment = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof moment !== 'number' || Number.isNaN(moment)) throw refusal(`${name} must be a moment`);
  return moment;
}

function requireNumber(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || Number.isNaN(value)) throw refusal(`${name} must be a number`);
  return value;
}

function requireText(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw refusal(`${name} must be a string`);
  return value;
}

function parseBody(body: Buffer): Body {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value !== null && typeof value === 'object' ? (value as Body) : {};
  } catch {
    throw refusal('the body is no JSON');
  }
}

function refusal(message: string): AwsFault {
  return new AwsFault('InvalidControlRequest', message);
}

function json(status: number, value: unknown): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(value)}\n`,
  };
}
