import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Finding } from './lint-verdict';

const runner = join(import.meta.dirname, 'lint.py');

/** What cfn-lint finds in each of the files, by path. Throws where it does not answer for every one of them. */
export async function lintFiles(python: string, paths: string[]): Promise<Map<string, Finding[]>> {
  const child = spawn(python, [runner], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(paths.join('\n'));
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`cfn-lint ended with ${code}`);
  const answers = said
    .trim()
    .split('\n')
    .map((line): { path: string; findings: Finding[] } => JSON.parse(line));
  const found = new Map(answers.map(({ path, findings }) => [path, findings]));
  const missed = paths.find((path) => !found.has(path));
  if (missed) throw new Error(`cfn-lint said nothing about ${missed}`);
  return found;
}
