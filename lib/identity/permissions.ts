import { AppError } from '../errors';
import type { Actor } from './types';

export const permissions = [
  'proxy.launch',
  'proxy.import',
  'proxy.update',
  'proxy.delete',
  'proxy.protect',
  'proxy.probe',
  'key.reveal',
  'extension.ask',
  'extension.approve',
  'request.ask',
  'request.decide',
  'upstream.propose',
  'upstream.check',
  'upstream.manage',
  'guardrail.manage',
  'network.launch',
  'network.update',
  'network.delete',
  'network.protect',
  'fleet.roll',
  'alert.manage',
  'people.manage',
  'people.read',
  'audit.read',
  'fleet.read',
  'usage.read',
] as const;

export type Permission = (typeof permissions)[number];

/** What the decision needs of an actor; pages may hand on just this. */
export type Standing = Pick<Actor, 'role' | 'teams' | 'owns' | 'token'>;

/** What concerns every team at once. */
const platformOnly: ReadonlySet<Permission> = new Set([
  'fleet.roll',
  'proxy.import',
  'extension.approve',
  'upstream.manage',
  'guardrail.manage',
  'people.manage',
]);

/** What a team's owner decides for the team. */
const ownerOnly: ReadonlySet<Permission> = new Set(['request.decide']);

const reads: ReadonlySet<Permission> = new Set([
  'audit.read',
  'fleet.read',
  'people.read',
  'usage.read',
]);

/**
 * Whether this standing allows the action on an object of that team. Platform may do everything, members act on
 * what their teams own and read all, a team's owner also decides for it, auditors read all and see no secrets. Without `team`: whether it may at all.
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

/** What no token for some teams may do: it changes the others' too. */
const wholeFleet: ReadonlySet<Permission> = new Set(['fleet.roll']);

/** A token for some teams reads no other team's either: what leaks then is less. */
function tokenCan(
  { token }: Standing,
  permission: Permission,
  { team }: { team?: string },
): boolean {
  if (!token) return true;
  if (!token.scopes.some((scope) => scope === permission || scope === covers[permission]))
    return false;
  if (token.teams === null) return true;
  return !wholeFleet.has(permission) && (team === undefined || token.teams.includes(team));
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
      return hasTeam(ownerOnly.has(permission) ? standing.owns : standing.teams, object.team);
    default:
      // A role that the database holds and this version does not know may do nothing.
      return false;
  }
}

function hasTeam(teams: readonly string[], team: string | undefined): boolean {
  return team === undefined ? teams.length > 0 : teams.includes(team);
}

/** What makes a new thing: no object of another team is asked for, only a team that one may not act for. */
const makes: ReadonlySet<Permission> = new Set([
  'proxy.launch',
  'network.launch',
  'upstream.propose',
]);

type Asked = { name?: string; team?: string };

/**
 * The gate's no; the action that was refused goes to the audit. `denied` to whoever may not do it to anything, and
 * for a new thing of a team they may not act for. Another team's object answers `not_found`, as a missing one does.
 */
export class AccessDenied extends AppError {
  readonly permission: Permission;
  readonly object: string | null;
  readonly team: string | null;

  constructor(permission: Permission, object: Asked, { isObject = false } = {}) {
    const code = isObject && !makes.has(permission) ? 'not_found' : 'denied';
    super(code, `${permission} is not allowed on ${object.name ?? 'this'}`);
    this.name = 'AccessDenied';
    this.permission = permission;
    this.object = object.name ?? null;
    this.team = object.team ?? null;
  }
}
