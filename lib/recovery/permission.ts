import type { Permission } from '../identity/permissions';
import type { StackVerb } from '../proxies/offers';
import type { Recovery } from './types';

const duties = {
  edit: 'update',
  cancel_update: 'update',
  continue_rollback: 'update',
  delete: 'delete',
  delete_retaining: 'delete',
  force_delete: 'delete',
  protect: 'protect',
  unprotect: 'protect',
} as const satisfies Record<StackVerb, string>;

/** The permission that a verb needs on an object of this kind. */
export function permissionFor(kind: Recovery['subject']['kind'], verb: StackVerb): Permission {
  return `${kind}.${duties[verb]}`;
}
