import type { RunSubject } from './types';

/** What one run holds on to while it is not final. */
export type Hold = {
  runId: string;
  /** Made, changed or deleted by the run: nobody else may touch them. */
  owns: RunSubject[];
  /** Stood upon by what the run makes: nobody may touch them meanwhile, others may stand there too. */
  uses: RunSubject[];
};

/** The first run whose hold forbids `wanted`, and the object they both want; null when the way is free. */
export function findObstacle(
  holds: readonly Hold[],
  wanted: Omit<Hold, 'runId'>,
): { runId: string; subject: RunSubject } | null {
  for (const hold of holds) {
    const subject =
      common(hold.owns, wanted.owns) ??
      common(hold.owns, wanted.uses) ??
      common(hold.uses, wanted.owns);
    if (subject) return { runId: hold.runId, subject };
  }
  return null;
}

function common(one: readonly RunSubject[], other: readonly RunSubject[]): RunSubject | undefined {
  return one.find((a) => other.some((b) => a.kind === b.kind && a.name === b.name));
}
