import { type HttpMethod, httpMethods } from '@/templates/proxy/http-methods';

export const probeMethods = httpMethods;

export type ProbeMethod = HttpMethod;

/** The methods whose call may carry a body. */
export const bodyMethods: ReadonlySet<ProbeMethod> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Lambda hands an event of 6 MB on (Lambda quotas); what a probe sends is typed by hand. */
export const bodyLengthMax = 32_768;

/** What a probe sends besides the gateway's key. */
export type ProbeCall = {
  method: ProbeMethod;
  /** Path and query below the stage, beginning with a slash. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
};

/** Whom a probe names that nobody pressed for. */
export const scheduleRequester = 'schedule';

/** A call kept under a name. Its headers are lines, credentials among them without their values. */
export type SavedCall = {
  id: string;
  name: string;
  method: ProbeMethod;
  path: string;
  headers: string;
  body: string;
};

/** Milliseconds of each phase of one HTTPS exchange; null where the phase was not reached. */
export type ProbePhases = {
  dns: number | null;
  tcp: number | null;
  tls: number | null;
  /** Absent of probes by functions that did not measure it by itself. */
  send?: number | null;
  wait: number | null;
  transfer: number | null;
};

export type NegativeCheck = {
  check: 'without_key' | 'wrong_path' | 'direct_upstream' | 'public_address';
  /** Whether the call failed, as it must; null where it was not tried, or met no answer that would tell. */
  passed: boolean | null;
  evidence: string;
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
  /** GET where an older result does not say. */
  method?: ProbeMethod;
  /** By which the proxy is tried: GET where it lets it pass, and where an older result does not say. */
  trialMethod?: ProbeMethod;
  status: number | null;
  phases: ProbePhases;
  totalMs: number;
  /** Addresses DNS gave, and whether all are private. */
  addresses: string[];
  isPrivateAddress: boolean;
  /** What the endpoint's own name resolves to; null where it was not asked or has no answer. */
  endpointAddresses?: string[] | null;
  /** Told from `x-amzn-ErrorType` and `x-amz-apigw-id` (aws-facts B3). */
  answeredBy: 'gateway' | 'upstream' | 'nobody';
  requestId: string | null;
  errorType: string | null;
  tlsVersion: string | null;
  certificateName: string | null;
  /** Of the answer, those that tell where it comes from and what it is. */
  headers?: Record<string, string>;
  bodyBytes?: number | null;
  /** In how many pieces the body came: more than one of a streamed answer. */
  chunks?: number | null;
  /** The headers that an echoing upstream says it was sent, and whether the gateway's key was among them. */
  mirror?: { headers: Record<string, string>; hasKey: boolean } | null;
  /** Bounded, without secrets. */
  bodyExcerpt: string | null;
  error: string | null;
  /** Each must fail for the path to be private. */
  negatives: NegativeCheck[];
};
