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

/** What stands in the way where Sluice itself refuses what AWS was not asked; in words under `errors.refusal`. */
export const refusalIds = [
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
  'nothingToAsk',
  'runHolds',
  'notUpdating',
  'foreignStack',
  'notRepeatable',
  'tooManyRequests',
  'tooManyAttempts',
  'signedOut',
] as const;

export type RefusalId = (typeof refusalIds)[number];

/** What the words may name: names, ids and states; `at` in ISO 8601, `most` a number of calls, `waitS` in seconds. */
export type RefusalFacts = Record<
  | 'api'
  | 'at'
  | 'fault'
  | 'host'
  | 'name'
  | 'names'
  | 'network'
  | 'now'
  | 'proxy'
  | 'request'
  | 'run'
  | 'stack'
  | 'status',
  string
> & { most: number; waitS: number };

export type RefusalReason = { id: RefusalId } & Partial<RefusalFacts>;

/**
 * A failure with a code that may cross the wire. `message` is for the log; what a person reads comes from the
 * message catalogue under the code. `detail` is AWS's own text where showing it helps and it holds no secret.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | null;
  /** Why, where Sluice refuses by itself: what is then shown instead of the code's general words. */
  readonly reason: RefusalReason | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; detail?: string; reason?: RefusalReason } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail ?? null;
    this.reason = options.reason ?? null;
  }
}
