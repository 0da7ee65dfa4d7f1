import 'server-only';
import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import { chainEarlierRows } from '@/lib/audit/mutations';
import { recordRefusal } from '@/lib/audit/refusal';
import { closeDatabase, db } from '@/lib/db/database';
import { DatabaseInUseError } from '@/lib/db/pid-lock';
import { EnvError, env } from '@/lib/env';
import { hearForeign } from '@/lib/foreign-actions';
import { addressOf } from '@/lib/identity/address';
import { ensureFirstPerson } from '@/lib/identity/mutations';
import { seedDemoPeople } from '@/lib/identity/seed';
import { log } from '@/lib/log';
import { ForeignOrigin } from '@/lib/origin';
import { setReady } from '@/lib/readiness';
import { startRunEngine, stopRunEngine } from '@/lib/runs/engine';
import { closeStreams } from '@/lib/runs/streams';
import { seedDemoUpstream } from '@/lib/upstreams/seed';

/** Answers in flight get this long after SIGTERM; whatever they began in AWS goes on after the restart. */
const graceMs = 500;
/** Then the database: what it reported as written is safe even where this is cut short. */
const closeMs = 300;

/** Checks the environment, opens the database, starts the work. A failure ends the process: never half a server. */
export async function startServer(): Promise<void> {
  try {
    env();
    stopOnSignals();
    await db();
    await chainEarlierRows();
    hearForeign(keepForeign);
    await ensureFirstPerson();
    if (env().SLUICE_DEMO) {
      await seedDemoPeople();
      await seedDemoUpstream();
    }
    await startRunEngine();
    setReady(true);
  } catch (error) {
    console.error(faultText(error));
    await closeDatabase().catch(() => {});
    process.exit(1);
  }
}

/** The origin is judged by proxy.ts; a row that cannot be written lets nothing through. */
async function keepForeign(headers: Headers, at: string): Promise<void> {
  const refusal = new ForeignOrigin(at, headers.get('origin'), addressOf(headers));
  await recordRefusal('system', refusal).catch((error) => log.error('refusal.unkept', { error }));
}

function stopOnSignals(): void {
  const answers = watchAnswers();
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    setReady(false);
    log.info('server.stop', { signal });
    const work = stopRunEngine().catch(() => {});
    closeStreams();
    await within(graceMs, Promise.all([answers.finish(), work]));
    await within(
      closeMs,
      closeDatabase().catch(() => {}),
    );
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Counts answers in flight: Next hands its HTTP server to nobody, but Node announces what it serves. */
function watchAnswers(): { finish(): Promise<void> } {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  let onEmpty = () => {};
  subscribe('http.server.request.start', (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      if (open.size === 0) onEmpty();
    });
  });
  return {
    async finish() {
      for (const server of servers) server.close();
      if (open.size === 0) return;
      await new Promise<void>((done) => {
        onEmpty = done;
      });
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((done) => setTimeout(done, ms))]);
}

/** One line per fault for what an operator can mend; the stack for what is our bug. */
function faultText(error: unknown): string {
  if (error instanceof EnvError)
    return error.faults.map((fault) => `Sluice cannot start: ${fault}.`).join('\n');
  if (error instanceof DatabaseInUseError) return `Sluice cannot start. ${error.message}`;
  const cause = rootCause(error);
  if (env().DATABASE_URL && isConnectionFault(cause))
    return `Sluice cannot start: the database in DATABASE_URL does not answer (${cause.code}).`;
  return `Sluice cannot start: ${cause instanceof Error ? cause.stack : String(cause)}`;
}

function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause ? rootCause(error.cause) : error;
}

/** Node's network faults, and PostgreSQL's own classes 08 (connection), 28 (password) and 3D (no such database). */
function isConnectionFault(error: unknown): error is { code: string } {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' &&
    /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_\w+|(08|28|3D)\w{3})$/.test(code)
  );
}
