import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { portFrom, requireFreePort, requireNode, run, StepError, untilReady } from './run.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a port from the environment', () => {
  it.each([undefined, ''])('is the default where the variable is %j', (text) => {
    vi.stubEnv('PORT', text);
    expect(portFrom('PORT', 3000)).toBe(3000);
  });

  it.each(['1', '65535'])('is %s', (text) => {
    vi.stubEnv('PORT', text);
    expect(portFrom('PORT', 3000)).toBe(Number(text));
  });

  it.each(['0', '65536', '-1', '80.5', 'http', ' '])('is refused when it is %j', (text) => {
    vi.stubEnv('PORT', text);
    expect(() => portFrom('PORT', 3000)).toThrow(`PORT=${text} is not a port (1 to 65535).`);
  });
});

describe('a port to listen on', () => {
  it('is refused in one line that names the variable while somebody listens, and free after', async () => {
    const { port, server } = await listening();
    await expect(requireFreePort(port, 'SLUICE_PORT')).rejects.toThrow(
      `Port ${port} is taken. Stop what listens there, or choose another: SLUICE_PORT=<port>.`,
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(requireFreePort(port, 'SLUICE_PORT')).resolves.toBeUndefined();
  });
});

describe('the version of Node', () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

  it.each([
    [major, minor],
    [major - 1, minor + 1],
    [major, 0],
  ])('is new enough for %i.%i', (...least) => {
    expect(() => requireNode(least)).not.toThrow();
  });

  it.each([
    [major, minor + 1],
    [major + 1, 0],
  ])('is refused where %i.%i is needed', (...least) => {
    expect(() => requireNode(least)).toThrow(StepError);
    expect(() => requireNode(least)).toThrow(
      `Node ${process.versions.node} is too old: Sluice needs ${least.join('.')} or newer`,
    );
  });
});

describe('a command', () => {
  const node = (code: string) => run(process.execPath, ['-e', code], { quiet: true });

  it('answers what it said on both streams', async () => {
    expect(await node('console.log("a"); console.error("b")')).toMatch(/^(a\nb|b\na)\n$/);
  });

  it('that fails says with which status, after what it had to say', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(node('console.log("why"); process.exit(7)')).rejects.toThrow(/failed \(exit 7\)/);
    expect(said).toHaveBeenCalledWith('why\n');
  });

  it('that is not there is a failure of one line', async () => {
    await expect(run('/no/such/command', [])).rejects.toThrow(/^\/no\/such\/command: .*ENOENT/);
  });
});

it('a program that ends while starting is not waited for', async () => {
  const { port, server } = await listening();
  await new Promise((resolve) => server.close(resolve));
  const child = spawn(process.execPath, ['-e', 'process.exit(4)']);
  await expect(untilReady(`http://127.0.0.1:${port}`, child, 'The server')).rejects.toThrow(
    'The server stopped while starting (exit 4).',
  );
});

function listening(): Promise<{ port: number; server: Server }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : 0, server });
    });
  });
}
