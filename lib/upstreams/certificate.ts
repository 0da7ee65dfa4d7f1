import { dayMs } from '../usage/calendar';

/** A host's own certificate as one handshake showed it. Texts are bounded; moments are ISO, in UTC. */
export type CertificateReading = {
  subject: string;
  issuer: string;
  names: string[];
  validFrom: string;
  validTo: string;
  /** Whether it is for this host (RFC 6125, as Node's checkServerIdentity has it). */
  matches: boolean;
  /** Why Node does not trust the chain, in OpenSSL's word such as CERT_HAS_EXPIRED; null where it does. */
  fault: string | null;
  /** Such as `TLSv1.3`. */
  protocol: string | null;
  /** SHA-256. */
  fingerprint: string;
};

/** Why there is nothing to read: what stood in the way of the handshake. */
export const certificateProblems = [
  'name_unknown',
  'not_public',
  'refused',
  'timeout',
  'handshake',
  'unreachable',
] as const;

export type CertificateProblem = (typeof certificateProblems)[number];

/** What is known of a host's certificate: the last one that was read, and what came of the last look. */
export type CertificateFacts = {
  reading: CertificateReading | null;
  readAt: Date | null;
  triedAt: Date | null;
  problem: CertificateProblem | null;
  failingSince: Date | null;
};

/** `unread`: never looked at. `unreachable`: the last look read nothing, and what was read before says nothing bad. */
export type CertificateState =
  | 'expired'
  | 'name'
  | 'early'
  | 'untrusted'
  | 'ends_in_days'
  | 'ends_soon'
  | 'unreachable'
  | 'unread'
  | 'valid';

export type CertificateStanding = {
  state: CertificateState;
  /** Whole days from now until it ends; negative since it has. Null where none was read. */
  days: number | null;
  /** Somebody has to see to it: it ends within 30 days, or callers fail at it. */
  isDue: boolean;
};

const soonDays = 30;
const verySoonDays = 7;

/**
 * Where a certificate stands now. What was read goes on to be true until it ends: a look that failed later takes away
 * that it is valid, never that it is not. `expired` counts by the leaf's own last moment.
 */
export function certificateStanding(
  facts: CertificateFacts | null,
  now: Date,
): CertificateStanding {
  const reading = facts?.reading ?? null;
  const left = reading && Date.parse(reading.validTo) - now.getTime();
  const read =
    reading && left !== null ? stateOf(reading, left, facts?.readAt ?? now, now) : 'unread';
  const isDue = read !== 'valid' && read !== 'unread';
  return {
    state: facts?.problem && !isDue ? 'unreachable' : read,
    days: left === null ? null : Math.floor(left / dayMs),
    isDue,
  };
}

function stateOf(
  reading: CertificateReading,
  left: number,
  readAt: Date,
  now: Date,
): CertificateState {
  if (left < 0) return 'expired';
  if (!reading.matches) return 'name';
  if (Date.parse(reading.validFrom) > now.getTime()) return 'early';
  if (reading.fault && !hasBegunSince(reading, readAt)) return 'untrusted';
  if (left <= verySoonDays * dayMs) return 'ends_in_days';
  return left <= soonDays * dayMs ? 'ends_soon' : 'valid';
}

/** It was refused because it had not begun yet, and has since. */
function hasBegunSince({ fault, validFrom }: CertificateReading, readAt: Date): boolean {
  return fault === 'CERT_NOT_YET_VALID' && Date.parse(validFrom) > readAt.getTime();
}
