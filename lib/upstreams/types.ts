/** From open to everybody to what concerns a person; each is stricter than those before it. */
export const dataClasses = ['public', 'internal', 'confidential', 'personal'] as const;
export type DataClass = (typeof dataClasses)[number];

/** `declined` is the platform team's no to a proposal; it may be proposed again. */
export const upstreamStates = ['proposed', 'approved', 'declined', 'retired'] as const;
export type UpstreamState = (typeof upstreamStates)[number];

/** Hosts that the register stands for, or is asked to: their certificates are looked at. */
export const watchedStates: UpstreamState[] = ['proposed', 'approved'];

export function isWatched({ state }: { state: UpstreamState }): boolean {
  return watchedStates.includes(state);
}

/** What the guardrails ask of a registered host. */
export type UpstreamFacts = { state: UpstreamState; dataClass: DataClass };

/** A public host that somebody answers for. */
export type Upstream = UpstreamFacts & {
  host: string;
  purpose: string;
  /** An e-mail address: who answers for the relation to this host. */
  owner: string;
  /** Where its terms of use stand, or what they say; empty where nobody wrote it. */
  terms: string;
  /** The day of the next review, `2027-01-31`. */
  reviewOn: string;
  team: string;
  proposedBy: string;
  proposedAt: Date;
  /** Who decided last, and why: approved, declined, reviewed or retired. */
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
};

/** What of the register a form shows. */
export type RegisteredHost = Pick<Upstream, 'host' | 'state' | 'dataClass' | 'purpose' | 'owner'>;

/** The day that the next review is proposed for: in a year. */
export function nextReview(now: Date): string {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}
