import { can, type Permission, type Standing } from '../identity/permissions';
import type { Run, RunSubject } from './types';

/** Whether this standing may ask again for what a run was asked for. */
export function mayRetry(standing: Standing, run: Pick<Run, 'kind' | 'subject' | 'team'>): boolean {
  return can(standing, permissionOf(run), { team: run.team });
}

function permissionOf({ kind, subject }: Pick<Run, 'kind' | 'subject'>): Permission {
  const object = subject.kind === 'network' ? 'network' : 'proxy';
  if (kind === 'import') return 'proxy.import';
  if (kind === 'update') return `${object}.update`;
  return kind === 'delete' ? `${object}.delete` : `${object}.launch`;
}

/** What it takes to decide about a run, or to ask for it again: the right to change what it is about. */
export function changePermission(kind: RunSubject['kind'] | undefined): Permission {
  return kind === 'network' ? 'network.update' : 'proxy.update';
}
