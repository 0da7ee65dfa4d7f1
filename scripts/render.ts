// Prints the template of one spec: `render proxy|network|bootstrap [--spec FILE] [--format yaml|json] [--schema]`.
// The spec is JSON or YAML, from FILE or standard input. A bad spec or a wrong call ends with status 2.
import { readFileSync } from 'node:fs';
import { Refusal, renderCommand } from './render-command';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.stdout.write(
    renderCommand(process.argv.slice(2), (file) => readFileSync(file ?? 0, 'utf8')),
  );
} catch (thrown) {
  if (!(thrown instanceof Refusal)) throw thrown;
  process.stderr.write(`${thrown.lines.join('\n')}\n`);
  process.exitCode = 2;
}
