import { describe, expect, it } from 'vitest';
import { eventFrame, readLastEventId, runFrame } from './sse';
import type { Run, RunEvent } from './types';

const run = { id: 'run_1', state: 'running' } as Run;

describe('event stream frames', () => {
  it('keep a multi-line reason on one data line', () => {
    const frame = eventFrame({ id: 7, reason: 'one\ntwo' } as RunEvent);
    expect(frame).toBe('id: 7\nevent: event\ndata: {"id":7,"reason":"one\\ntwo"}\n\n');
  });

  it('mark only the final state of a run', () => {
    expect(runFrame(run, 7)).not.toContain('id: 7');
    expect(runFrame({ ...run, state: 'failed' }, 7)).toContain('id: 7-final\n');
  });

  it.each([
    [null, 0, false],
    ['', 0, false],
    ['12', 12, false],
    ['12-final', 12, true],
    ['-1', 0, false],
    ['12; drop', 0, false],
    ['99999999999999999999', 0, false],
  ])('reads the last id %s', (header, afterId, sawFinal) => {
    expect(readLastEventId(header)).toEqual({ afterId, sawFinal });
  });
});
