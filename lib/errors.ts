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

/**
 * A failure with a code that may cross the wire. `message` is for the log; what a person reads comes from the
 * message catalogue under the code. `detail` is AWS's own text where showing it helps and it holds no secret.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; detail?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail ?? null;
  }
}
