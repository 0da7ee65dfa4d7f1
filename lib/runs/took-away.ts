import type { Run, RunSubject } from './types';

/** Whether the last that a run did to the proxy, or the network, that it is about was to delete it. */
export function tookAway({ steps }: Pick<Run, 'steps'>, kind: RunSubject['kind']): boolean {
  const last = steps.findLast(({ subject }) => subject.kind === kind);
  return last?.action === 'delete' && last.state === 'succeeded';
}
