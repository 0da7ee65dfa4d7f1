import type { ProxySpec } from '@/templates/proxy/spec';
import type { LiveState } from '../drift/types';
import type { ProbeResult, ProbeVerdict } from '../probes/types';
import type { Proof, ProvedRow } from '../proxies/proof';
import type { Run } from '../runs/types';
import type { CertificateState } from '../upstreams/certificate';
import type { Upstream } from '../upstreams/types';
import type { Outcome } from '../usage/outcomes';

export const passportFormat = 'sluice-passport/1';

/** ISO, in UTC. */
type Moment = string;

/** What a part of it rests on, and of when it is; null where nothing was ever known. */
type Sourced = { source: string; asOf: Moment | null };

/** The newest rows; where it is cut, Sluice's own audit and list of runs have older ones. */
type Newest = Sourced & { isCut: boolean };

/** What somebody decided, and why where they said so. */
type Approvals = Newest & {
  rows: { at: Moment; by: string; action: string; reason: string | null }[];
};

/** A host's certificate when it was read, and since when no look has read any. */
type CertificateSeen = {
  state: CertificateState;
  validTo: Moment;
  issuer: string;
  readAt: Moment;
  failingSince: Moment | null;
};

/** What the register says of an upstream; `entry` is null where the host is not in it. */
type Registered = Sourced & {
  entry:
    | (Pick<
        Upstream,
        'state' | 'purpose' | 'owner' | 'dataClass' | 'terms' | 'reviewOn' | 'team'
      > & {
        decidedBy: string | null;
        decidedAt: Moment | null;
        decisionReason: string | null;
        /** As it was last read from where Sluice runs; null where it never was. */
        certificate: CertificateSeen | null;
      })
    | null;
};

/**
 * All that an auditor keeps of one proxy. Plain JSON: what is signed, printed and verified are the same bytes. What is
 * not known is null, and never a zero.
 */
export type Passport = {
  format: typeof passportFormat;
  issuedAt: Moment;
  issuedBy: string;
  subject: {
    kind: 'proxy';
    name: string;
    team: string;
    owner: string;
    environment: string;
    description: string;
    accountId: string;
    region: string;
    stackName: string;
    stackId: string;
    restApiId: string | null;
    url: string | null;
    createdAt: Moment;
  };
  upstream: ProxySpec['upstream'];
  network: ProxySpec['network'] & { access: ProxySpec['access'] };
  lifetime: ProxySpec['lifetime'];
  register: Registered;
  access: Sourced & { basis: Proof['basis'] | null; rows: ProvedRow[] };
  probe: Sourced & {
    verdict: ProbeVerdict | null;
    outcome: string | null;
    negatives: ProbeResult['negatives'];
  };
  limits: Sourced & { limits: ProxySpec['limits'] };
  keys: Sourced & {
    slots: {
      slot: 'A' | 'B';
      keyId: string | null;
      consumer: string;
      owner: string;
      enabled: boolean;
    }[];
  };
  template: Sourced & {
    sha256: string | null;
    version: string;
    live: LiveState;
    comparedAt: Moment | null;
  };
  approvals: Approvals;
  changes: Newest & {
    rows: {
      runId: string;
      kind: Run['kind'];
      state: Run['state'];
      requestedBy: string;
      requestedAt: Moment;
      decidedBy: string | null;
      endedAt: Moment | null;
    }[];
  };
  usage: Sourced & {
    from: string;
    to: string;
    /** Of the days that are known; null where none is. */
    calls: number | null;
    daysKnown: number;
    days: number;
  };
  refusals: Sourced & {
    /** What of the time is known; null where nothing is. */
    known: { from: Moment; to: Moment } | null;
    byOutcome: { outcome: Outcome; count: number; isRefusal: boolean }[];
  };
};

/** The same of one host: what the register says, and the proxies that lead there. */
export type UpstreamPassport = {
  format: typeof passportFormat;
  issuedAt: Moment;
  issuedBy: string;
  subject: { kind: 'upstream'; name: string; team: string; owner: string };
  register: Registered;
  approvals: Approvals;
  proxies: Sourced & {
    rows: Pick<
      Passport,
      | 'subject'
      | 'upstream'
      | 'network'
      | 'access'
      | 'probe'
      | 'limits'
      | 'template'
      | 'usage'
      | 'refusals'
    >[];
    /** Of those whose passport could not be made: they stand, and nobody knows more. */
    unknown: string[];
  };
};
