/** Milliseconds of each phase of one HTTPS exchange; null where the phase was not reached. */
export type ProbePhases = {
  dns: number | null;
  tcp: number | null;
  tls: number | null;
  wait: number | null;
  transfer: number | null;
};

export type ProbeVerdict = 'healthy' | 'degraded' | 'down';

/** One call from inside the VPC, made by the network's probe Lambda. */
export type ProbeResult = {
  id: string;
  proxy: string;
  at: Date;
  /** The person's e-mail address, or `schedule`. */
  requestedBy: string;
  verdict: ProbeVerdict;
  /** ISO. Set where the gateway refused a key that may be too young until then: the probe counts for nothing. */
  settlesAt?: string;
  /** One stable word for what happened, such as `ok`, `dns`, `connect_timeout`, `forbidden_key`, `quota`. */
  outcome: string;
  url: string;
  status: number | null;
  phases: ProbePhases;
  totalMs: number;
  /** Addresses DNS gave, and whether all are private. */
  addresses: string[];
  isPrivateAddress: boolean;
  /** Told from `x-amzn-ErrorType` and `x-amz-apigw-id` (aws-facts B3). */
  answeredBy: 'gateway' | 'upstream' | 'nobody';
  requestId: string | null;
  errorType: string | null;
  tlsVersion: string | null;
  certificateName: string | null;
  /** Bounded, without secrets. */
  bodyExcerpt: string | null;
  error: string | null;
  /** Negative checks: each must fail for the path to be private. */
  negatives: {
    check: 'without_key' | 'direct_upstream' | 'public_address';
    passed: boolean;
    evidence: string;
  }[];
};
