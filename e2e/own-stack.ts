import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/steps/free-port.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** One of our programs, run by the test itself, so that it may be killed. */
export type Program = {
  url: string;
  /** All it has said. */
  output(): string;
  /** Asks it to stop; answers its exit code. */
  stop(): Promise<number | null>;
  /** `kill -9`. */
  kill9(): Promise<void>;
  /** The exit code once it has ended by itself. */
  ended: Promise<number | null>;
};

const running = new Set<Program>();

/** Kills what a test that failed in its middle has left. */
export async function killAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.kill9()));
}

/** A folder of the test's own, and how to remove it. */
export function ownFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'sluice-own-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A PostgreSQL of the test's own, or null where none is installed. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<unknown> } | null> {
  const program = start(['scripts/postgres.mjs'], '', {});
  let code: number | null | undefined;
  void program.ended.then((value) => {
    code = value;
  });
  for (;;) {
    const url = /^postgres:\S+/m.exec(program.output())?.[0];
    if (url) return { url, stop: program.stop };
    if (code === 3) return null;
    if (code !== undefined) throw new Error(program.output());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A local AWS of the test's own. */
export async function startSandbox(env: Record<string, string> = {}): Promise<Program> {
  const port = await freePort();
  const program = start(['--import', 'tsx', 'sandbox/main.ts'], `http://127.0.0.1:${port}`, {
    SANDBOX_PORT: String(port),
    SANDBOX_PACE_MS: '50',
    ...env,
  });
  await answers(program, '/_sandbox/clock');
  return program;
}

/** A production server of the test's own on the given local AWS; `port` to come back on the same address. */
export async function startServer(options: {
  sandboxUrl: string;
  dataDir: string;
  port?: number;
  env?: Record<string, string>;
}): Promise<Program> {
  const program = await beginServer(options);
  await answers(program, '/api/health');
  return program;
}

/** As startServer, without waiting until it answers: for starts that are to be refused. */
export async function beginServer({
  sandboxUrl,
  dataDir,
  port,
  env,
}: {
  sandboxUrl: string;
  dataDir: string;
  port?: number;
  env?: Record<string, string>;
}): Promise<Program> {
  const chosen = port ?? (await freePort());
  return start(['scripts/start.mjs'], `http://127.0.0.1:${chosen}`, {
    AWS_ENDPOINT_URL: sandboxUrl,
    SLUICE_DEMO: '1',
    SLUICE_DATA_DIR: dataDir,
    SLUICE_DELETE_SPACING_MS: '0',
    SLUICE_PLAN_SPACING_MS: '0',
    HOST: '127.0.0.1',
    PORT: String(chosen),
    ...env,
  });
}

function start(args: string[], url: string, env: Record<string, string>): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    // Node complains of these two together, in lines that the program has not said.
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const program: Program = {
    url,
    ended,
    output: () => said,
    stop: () => end(child, 'SIGTERM', ended),
    kill9: async () => void (await end(child, 'SIGKILL', ended)),
  };
  running.add(program);
  void ended.then(() => running.delete(program));
  return program;
}

function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>) {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return ended;
}

async function answers(program: Program, path: string): Promise<void> {
  let code: number | null | undefined;
  void program.ended.then((value) => {
    code = value;
  });
  for (;;) {
    if (code !== undefined)
      throw new Error(`Ended with ${code} while starting: ${program.output()}`);
    const answer = await fetch(program.url + path).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
