import { describe, expect, it } from 'vitest';
import { findObstacle } from './locks';
import type { RunSubject } from './types';

const proxy = (name: string): RunSubject => ({ kind: 'proxy', name });
const network = (name: string): RunSubject => ({ kind: 'network', name });

describe('findObstacle', () => {
  const launching = { runId: 'run_1', owns: [proxy('a')], uses: [network('main')] };

  it('refuses a second run on the same object', () => {
    expect(findObstacle([launching], { owns: [proxy('a')], uses: [] })).toEqual({
      runId: 'run_1',
      subject: proxy('a'),
    });
  });

  it('lets two proxies be launched into one network at a time', () => {
    expect(findObstacle([launching], { owns: [proxy('b')], uses: [network('main')] })).toBeNull();
  });

  it('refuses to delete a network into which a proxy is being launched', () => {
    expect(findObstacle([launching], { owns: [network('main')], uses: [] })?.subject).toEqual(
      network('main'),
    );
  });

  it('refuses to launch into a network that is being made or deleted', () => {
    const deleting = { runId: 'run_2', owns: [network('main')], uses: [] };
    expect(findObstacle([deleting], { owns: [proxy('b')], uses: [network('main')] })?.runId).toBe(
      'run_2',
    );
  });

  it('tells a proxy from a network of the same name', () => {
    expect(findObstacle([launching], { owns: [network('a')], uses: [] })).toBeNull();
  });
});
