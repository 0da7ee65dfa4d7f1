import { AppError } from '../errors';
import type { Actor } from './types';

export const permissions = [
  'proxy.launch',
  'proxy.update',
  'proxy.delete',
  'proxy.protect',
  'proxy.probe',
  'key.reveal',
  'extension.ask',
  'extension.approve',
  'network.launch',
  'network.update',
  'network.delete',
  'network.protect',
  'fleet.roll',
  'alert.manage',
  'audit.read',
  'fleet.read',
  'usage.read',
] as const;

export type Permission = (typeof permissions)[number];

/** What the decision needs of an actor; pages may hand on just this. */
export type Standing = Pick<Actor, 'role' | 'teams' | 'token'>;

/** What concerns every team at once. */
const platformOnly: ReadonlySet<Permission> = new Set(['fleet.roll', 'extension.approve']);

const reads: ReadonlySet<Permission> = new Set(['audit.read', 'fleet.read', 'usage.read']);

/**
 * Whether this standing allows the action on an object of that team. Platform may do everything, members act on
 * what their teams own and read all, auditors read all and see no secrets. Without `team`: whether it may at all.
 * Who comes by a token may do what both the person and the token may.
 */
export function can(
  standing: Standing,
  permission: Permission,
  object: { team?: string } = {},
): boolean {
  return personCan(standing, permission, object) && tokenCan(standing, permission, object);
}

/** Whoever may read it all may read their own. */
const covers: Partial<Record<Permission, Permission>> = { 'usage.read': 'fleet.read' };

/** A token for some teams reads no other team's either: what leaks then is less. */
function tokenCan(
  { token }: Standing,
  permission: Permission,
  { team }: { team?: string },
): boolean {
  if (!token) return true;
  if (!token.scopes.some((scope) => scope === permission || scope === covers[permission]))
    return false;
  return token.teams === null || team === undefined || token.teams.includes(team);
}

function personCan(standing: Standing, permission: Permission, object: { team?: string }): boolean {
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
