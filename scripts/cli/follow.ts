import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client';
import { exitCodes, Failure } from './failure';
import type { Run, RunEvent } from './types';

export type Watcher = { event(event: RunEvent): void; run(run: Run): void };

/** Longer than three of the server's heartbeats: then the connection is dead, whatever it says. */
const silenceMs = 50_000;
const retryMs = 1_000;
/** About five minutes: the time in which a server is started again. */
const failuresMax = 300;

/**
 * Follows a run until `isEnough` says so of its state. A connection that breaks is made again where it was, and each
 * event is told once. Throws Failure where Sluice stays away; the run goes on without us.
 */
export async function followRun(
  client: Client,
  runId: string,
  isEnough: (state: string) => boolean,
  watcher: Watcher,
): Promise<Run> {
  let lastEventId = '';
  let failures = 0;
  for (;;) {
    try {
      for await (const frame of frames(client, runId, lastEventId)) {
        failures = 0;
        if (frame.id) lastEventId = frame.id.replace(/-final$/, '');
        if (frame.event === 'event') watcher.event(JSON.parse(frame.data) as RunEvent);
        if (frame.event !== 'run') continue;
        const run = JSON.parse(frame.data) as Run;
        watcher.run(run);
        if (isEnough(run.state)) return run;
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
    }
    failures += 1;
    if (failures > failuresMax) {
      const lines = [`Sluice does not answer. The run goes on: ${client.runUrl(runId)}`];
      throw new Failure(exitCodes.unreachable, lines);
    }
    await sleep(retryMs);
  }
}

type Frame = { id: string; event: string; data: string };

async function* frames(client: Client, runId: string, lastEventId: string): AsyncGenerator<Frame> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const path = `/runs/${encodeURIComponent(runId)}/events`;
    const answer = await client.stream(path, lastEventId, silence.signal);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      throw new Failure(exitCodes.refused, [`The run cannot be read (${answer.status})`]);
    if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`);
    let text = '';
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) yield readFrame(part);
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function readFrame(text: string): Frame {
  const frame: Frame = { id: '', event: '', data: '' };
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
    if (name) frame[name as keyof Frame] += value;
  }
  return frame;
}
