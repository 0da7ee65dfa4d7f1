/** `open` can still be opened; the other three never again. */
export type HandoverState = 'open' | 'opened' | 'revoked' | 'expired';

/** A one-time link to a key's value, as those see it who may make one. Its secret is known to nobody any more. */
export type Handover = {
  id: string;
  proxy: string;
  slot: 'A' | 'B';
  keyId: string;
  state: HandoverState;
  madeBy: string;
  madeAt: Date;
  expiresAt: Date;
  openedBy: string | null;
  openedAt: Date | null;
  revokedBy: string | null;
  revokedAt: Date | null;
};
