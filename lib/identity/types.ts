export type Role = 'platform' | 'member' | 'auditor';

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
  readonly sessionId: string;
  readonly [actorBrand]: true;
};
export declare const actorBrand: unique symbol;
