/** What a pipeline can tell apart. Documented in docs/cli.md; a number never changes its meaning. */
export const exitCodes = {
  done: 0,
  /** The run was started and failed. */
  failed: 1,
  /** The call or the spec is not valid. */
  input: 2,
  /** Denied, in conflict, not there, or not agreed to. */
  refused: 3,
  /** Sluice, or AWS behind it, cannot be reached. */
  unreachable: 4,
  /** Ctrl-C; a run that was started goes on. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An end that is not a success: what to say, a line for each reason, and the exit code. */
export class Failure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    readonly lines: readonly string[],
  ) {
    super(lines.join('\n'));
    this.name = 'Failure';
  }
}
