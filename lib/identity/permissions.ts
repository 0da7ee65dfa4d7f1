import { AppError } from '../errors';
import type { Actor } from './types';

export const permissions = [
  'proxy.launch',
  'proxy.update',
  'proxy.delete',
  'proxy.probe',
  'key.reveal',
  'network.launch',
  'network.delete',
  'fleet.roll',
  'audit.read',
  'fleet.read',
] as const;

export type Permission = (typeof permissions)[number];

/** What the decision needs of an actor; pages may hand on just this. */
export type Standing = Pick<Actor, 'role' | 'teams'>;

/** What concerns every team at once. */
const platformOnly: ReadonlySet<Permission> = new Set(['fleet.roll']);

const reads: ReadonlySet<Permission> = new Set(['audit.read', 'fleet.read']);

/**
 * Whether this standing allows the action on an object of that team. Platform may do everything, members act on
 * what their teams own and read all, auditors read all and see no secrets. Without `team`: whether it may at all.
 */
export function can(
  standing: Standing,
  permission: Permission,
  object: { team?: string } = {},
): boolean {
  switch (standing.role) {
    case 'platform':
      return true;
    case 'auditor':
      return reads.has(permission);
    case 'member':
      if (reads.has(permission)) return true;
      if (platformOnly.has(permission)) return false;
      if (object.team === undefined) return standing.teams.length > 0;
      return standing.teams.includes(object.team);
    default:
      // A role that the database holds and this version does not know may do nothing.
      return false;
  }
}

/** The gate's no. `denied` to the caller; the action that was refused goes to the audit. */
export class AccessDenied extends AppError {
  readonly permission: Permission;
  readonly object: string | null;
  readonly team: string | null;

  constructor(permission: Permission, object: { name?: string; team?: string }) {
    super('denied', `${permission} is not allowed on ${object.name ?? 'this'}`);
    this.name = 'AccessDenied';
    this.permission = permission;
    this.object = object.name ?? null;
    this.team = object.team ?? null;
  }
}
