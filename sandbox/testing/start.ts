import { afterAll } from 'vitest';
import type { SandboxOptions } from '../context';
import { createSandbox, type Sandbox } from '../server';

/** A sandbox of the test file's own, closed after it. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  afterAll(() => sandbox.close());
  return sandbox;
}

/** Calls the control API. */
export async function control(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: await answer.json() };
}
