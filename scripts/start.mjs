// `npm start`: the production server, on loopback unless HOST says otherwise, in this very process, so that a
// signal sent to it reaches the server.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { root } from './steps/prepare.mjs';
import { main, portFrom, requireNode, StepError } from './steps/run.mjs';

await main(async () => {
  requireNode();
  const host = process.env.HOST || '127.0.0.1';
  const port = portFrom('PORT', 3000);
  await requireFree(host, port);
  if (!existsSync(join(root, '.next/BUILD_ID')))
    throw new StepError('There is no build yet: run `npm run build` first, or `npm run demo`.');
  // The server works from its own directory; the data stays where the caller stands.
  if (process.env.SLUICE_DATA_DIR)
    process.env.SLUICE_DATA_DIR = resolve(process.env.SLUICE_DATA_DIR);
  process.chdir(root);
  process.env.NODE_ENV = 'production';
  process.env.NEXT_TELEMETRY_DISABLED ||= '1';
  // Versions are pinned below those that drop Node 20.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ||= 'true';
  // Stopping is ours (instrumentation-node.ts): Next alone would wait for every open connection.
  process.env.NEXT_MANUAL_SIG_HANDLE = '1';
  // Until the server's own handlers stand there is nothing to finish.
  for (const signal of ['SIGTERM', 'SIGINT'])
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  // A log that nobody reads any more is no reason to stop, nor to tell of it on that very log, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  // Longer than a load balancer in front keeps one (60 s at an ALB): it would send a request into one just closed.
  process.argv.splice(
    2,
    Infinity,
    'start',
    '-H',
    host,
    '-p',
    String(port),
    '--keepAliveTimeout',
    '65000',
  );
  await import('next/dist/bin/next');
});

/** One clear line where somebody else listens, before anything is opened. */
function requireFree(host, port) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error) =>
      fail(
        new StepError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} on ${host} is taken. Stop what listens there, or choose another: PORT=<port>.`
            : `Cannot listen on ${host}:${port}: ${error.message}. Set HOST and PORT.`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => done()));
  });
}
