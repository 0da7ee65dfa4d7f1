import type { ErrorCode } from '../errors';
import type { QuotaGauge } from '../usage/types';

/**
 * How an extension stands. `requested` waits for an approver; `approved` for its turn at AWS; `sending` was told to
 * AWS, and nobody knows yet what came of it. All others are ends: `unclear` where it cannot be known any more.
 */
export type ExtensionState =
  | 'requested'
  | 'approved'
  | 'sending'
  | 'granted'
  | 'denied'
  | 'expired'
  | 'failed'
  | 'unclear';

/** What GetUsage told of one key in the current period. */
export type Told = { used: number; left: number };

/** More calls for one key, for the rest of one quota period. */
export type Extension = {
  id: string;
  proxy: string;
  team: string;
  keyId: string;
  keyLabel: string;
  /** Calls on top of the limit. */
  amount: number;
  reason: string;
  limit: number;
  period: QuotaGauge['period'];
  /** When the period ends, and the extension with it. */
  endsAt: Date;
  state: ExtensionState;
  requestedBy: string;
  requestedAt: Date;
  /** Null where the guardrail let it through. */
  decidedBy: string | null;
  decisionReason: string | null;
  /** When AWS took it. */
  grantedAt: Date | null;
  /** False while GetUsage, which can lag 40 minutes, does not show it yet. */
  isSeen: boolean;
  failure: { code: ErrorCode; detail: string | null } | null;
};

/** An extension that waits for its turn: UpdateUsagePlan and UpdateUsage keep their distance (aws-facts C). */
export type WaitingExtension = Extension & { place: { position: number; startsAt: Date } | null };
