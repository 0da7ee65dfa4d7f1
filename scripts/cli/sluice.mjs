#!/usr/bin/env node
// `npx sluice` in this repository: the command line for pipelines, over the HTTP API.
import { register } from 'tsx/esm/api';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

register();
const { run } = await import('./main.ts');
process.exitCode = await run(process.argv.slice(2));
