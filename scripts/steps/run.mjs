import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

// The SDK announces on every start that releases of 2027 need a newer Node; versions here are pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** A failure that one line explains; the caller prints it and exits non-zero. */
export class StepError extends Error {}

/** Refuses a Node too old with one clear line, before anything newer is loaded. */
export function requireNode(least = [20, 19]) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return;
  throw new StepError(
    `Node ${process.versions.node} is too old: Sluice needs ${least.join('.')} or newer (24 recommended). See https://nodejs.org.`,
  );
}

/** Runs one command to its end, its output shown or kept back until it fails. */
export function run(command, args, { env = {}, quiet = false, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let kept = '';
    child.stdout?.on('data', (chunk) => {
      kept += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      kept += chunk;
    });
    child.on('error', (error) => reject(new StepError(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(kept);
      if (quiet) process.stderr.write(kept);
      reject(
        new StepError(`\`${[command, ...args].join(' ')}\` failed (${signal ?? `exit ${code}`}).`),
      );
    });
  });
}

/** Prints a step with its time, so that progress is visible while it works. */
export async function step(label, work) {
  const began = Date.now();
  process.stdout.write(`  ${label} …`);
  try {
    const result = await work();
    process.stdout.write(` ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write(' failed\n');
    throw error;
  }
}

/** Refuses a port that somebody else listens on. */
export function requireFreePort(port, variable) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) =>
      reject(
        new StepError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken. Stop what listens there, or choose another: ${variable}=<port>.`
            : `Port ${port} cannot be opened: ${error.message}`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

/** The port in an environment variable, or its default; anything but a port is refused. */
export function portFrom(variable, fallback) {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StepError(`${variable}=${text} is not a port (1 to 65535).`);
}

/** Waits until a URL answers 200, or the process that should answer ends. */
export async function untilReady(url, child, name) {
  let ended = null;
  child.once('exit', (code, signal) => {
    ended = signal ?? `exit ${code}`;
  });
  for (;;) {
    if (ended !== null) throw new StepError(`${name} stopped while starting (${ended}).`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs a script's main and turns a StepError into one line and exit 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof StepError) console.error(`\n${error.message}`);
    else console.error(error);
    process.exitCode = 1;
  }
}
