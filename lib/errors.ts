/** The nine ways an operation can fail for a reason a person can act on, or must be told. See AGENTS.md. */
export const errorCodes = [
  'invalid',
  'not_found',
  'conflict',
  'limit',
  'throttled',
  'denied',
  'credentials',
  'unavailable',
  'unexpected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What stands in the way where Sluice itself refuses what AWS was not asked; in words under `errors.conflict`. */
export const conflictIds = [
  'periodEnds',
  'overRoom',
  'noQuota',
  'ownDecision',
  'decided',
  'twice',
  'keyReused',
  'linkOpened',
  'zonesMove',
  'proxiesStand',
  'vpcTaken',
  'upstreamMoved',
  'notWatched',
  'notAdoptable',
  'notAProxy',
  'stackBusy',
  'protected',
  'nameTaken',
  'networkChanged',
  'networkNotReady',
  'notProbable',
  'noProbe',
  'nothingToAdopt',
  'notRevertible',
  'rollRuns',
  'nothingBehind',
  'moved',
  'requestOpen',
  'runHolds',
  'notUpdating',
  'foreignStack',
  'notRepeatable',
  'tooManyRequests',
  'tooManyAttempts',
  'signedOut',
] as const;

export type ConflictId = (typeof conflictIds)[number];

/** What the words may name: names, ids and states; `at` in ISO 8601, `most` a number of calls, `waitS` in seconds. */
export type ConflictFacts = Record<
  | 'api'
  | 'at'
  | 'fault'
  | 'host'
  | 'name'
  | 'names'
  | 'network'
  | 'now'
  | 'proxy'
  | 'run'
  | 'stack'
  | 'status',
  string
> & { most: number; waitS: number };

export type ConflictReason = { id: ConflictId } & Partial<ConflictFacts>;

/**
 * A failure with a code that may cross the wire. `message` is for the log; what a person reads comes from the
 * message catalogue under the code. `detail` is AWS's own text where showing it helps and it holds no secret.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | null;
  /** Why, where Sluice refuses by itself: what is then shown instead of the code's general words. */
  readonly reason: ConflictReason | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; detail?: string; reason?: ConflictReason } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail ?? null;
    this.reason = options.reason ?? null;
  }
}
