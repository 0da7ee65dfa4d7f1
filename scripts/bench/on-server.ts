import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Figure, report } from './figures';

/** Runs a bench in a process of its own, for the product's modules are for a server, and reports the figures it prints. */
export function onServer(script: string): Promise<void> {
  const args = ['--conditions=react-server', '--import', 'tsx', `scripts/bench/${script}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"name"')) report(JSON.parse(line) as Figure);
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}`)),
    );
  });
}
