import type { Permission } from './permissions';

export const roles = ['platform', 'member', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What the identity library calls an account with a password. */
export const passwordProviderId = 'credential';

/** By what a person is known here: the groups of a provider, an account with a password, or the demo. */
export const personOrigins = ['provider', 'password', 'demo'] as const;
export type PersonOrigin = (typeof personOrigins)[number];

/** A person as others see them. */
export type KnownPerson = {
  id: string;
  name: string;
  email: string;
  role: Role;
  teams: { team: string; isOwner: boolean }[];
  origin: PersonOrigin;
  /** Null for whoever it does not concern. */
  activity: {
    /** When they last did something, or their session was used, to five minutes; null where neither is known. */
    seenAt: Date | null;
    /** That are not over. */
    sessions: number;
    tokens: number;
    /** To the minute, of all of them. */
    tokenUsedAt: Date | null;
  } | null;
};

/** The one key whose usage a token reads: what is given to a holder who has no account. */
export type TokenKey = { proxy: string; keyId: string; label: string };

/** What a personal token narrows its owner's rights to. */
export type TokenGrant = {
  readonly id: string;
  /** The beginning of its value, by which people tell it apart. */
  readonly prefix: string;
  readonly scopes: readonly Permission[];
  /** Null for all teams of its owner. */
  readonly teams: readonly string[] | null;
  readonly key?: TokenKey | null;
};

/**
 * Who acts. Only the gate (`lib/identity/gate.ts`) makes one, after it has proved the session, so a function that
 * takes an Actor cannot be called for a stranger.
 */
export type Actor = {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teams: readonly string[];
  /** Those of the teams that they own, and decide for. */
  readonly owns: readonly string[];
  /** The session's id, or the token's. */
  readonly sessionId: string;
  /** Set where the person acts by a token, and not in a browser. */
  readonly token?: TokenGrant;
  readonly [actorBrand]: true;
};
export declare const actorBrand: unique symbol;

/** That a person has just said again who they are. Only `lib/identity/step-up.ts` makes one. */
export type Confirmed = {
  readonly personId: string;
  readonly by: 'password' | 'demo' | 'session';
  readonly at: Date;
  readonly [confirmedBrand]: true;
};
export declare const confirmedBrand: unique symbol;
