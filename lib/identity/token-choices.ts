import { can, type Permission, type Standing } from './permissions';

/** What a token can be given: what the HTTP API can do. Keys are not revealed there, so no token may. */
export const tokenScopes = [
  'fleet.read',
  'usage.read',
  'proxy.launch',
  'proxy.update',
  'proxy.delete',
  'proxy.protect',
  'network.launch',
  'network.update',
  'network.delete',
  'network.protect',
  'fleet.roll',
  'request.ask',
] as const satisfies readonly Permission[];

export type TokenScope = (typeof tokenScopes)[number];

/** Of these a person chooses; a token that never ends is one that nobody remembers. */
export const tokenDaysChoices = [7, 30, 90, 180, 365] as const;
export const tokenDaysDefault = 30;

export const tokenNameLengthMax = 60;

/** What of it all this person may hand on. */
export function scopesOf(standing: Standing): TokenScope[] {
  return tokenScopes.filter((scope) => can(standing, scope));
}
