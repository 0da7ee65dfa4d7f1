import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Figure, report } from './figures';

/**
 * How old the figures of a large fleet get, and what keeping them young takes of AWS. In a process of its own, for the
 * product's modules are for a server.
 */
export function benchCollector(): Promise<void> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/bench/collector-run.ts'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"name"')) report(JSON.parse(line) as Figure);
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the collector's bench ended with ${code}`)),
    );
  });
}
