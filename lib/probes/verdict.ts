import type { Observation, ProbeAnswer } from './answer';
import type { ProbeVerdict } from './types';

/** Every word a probe can end with, and what it says of the path. */
const verdicts = {
  ok: 'healthy',
  // The way there and back works; what the upstream thinks of the call is told by its status.
  upstream_error: 'healthy',
  // A stream that went on when the probe's time was up: it came, and the probe hung up.
  cut: 'healthy',
  upstream_failing: 'degraded',
  quota: 'degraded',
  throttled: 'degraded',
  not_private: 'degraded',
  // The gateway's key reached the upstream, which has no business with it.
  key_passed_on: 'degraded',
  dns: 'down',
  dns_not_private: 'down',
  connect_timeout: 'down',
  connect_refused: 'down',
  tls: 'down',
  timeout: 'down',
  forbidden_key: 'down',
  forbidden_policy: 'down',
  no_route: 'down',
  upstream_timeout: 'down',
  upstream_unreachable: 'down',
  // What API Gateway says of an upstream whose name does not resolve, and of a fault of its own (aws-facts B3).
  gateway_failed: 'down',
  function_missing: 'down',
  function_pending: 'down',
  function_timeout: 'down',
  function_error: 'down',
  other: 'down',
} as const satisfies Record<string, ProbeVerdict>;

export type ProbeOutcome = keyof typeof verdicts;

export const probeOutcomes = Object.keys(verdicts) as ProbeOutcome[];

/** Reads one answer of the probe function: what happened, who answered, and what it says of the path. */
export function judge(answer: ProbeAnswer): Observation {
  const outcome = outcomeOf(answer);
  const { headers, error } = answer;
  return {
    verdict: verdicts[outcome],
    outcome,
    status: answer.status,
    phases: answer.phases,
    totalMs: Math.round(answer.totalMs),
    addresses: answer.addresses,
    isPrivateAddress: answer.isPrivateAddress,
    endpointAddresses: answer.endpointAddresses,
    answeredBy: answeredBy(answer),
    requestId: headers['x-amzn-requestid'] ?? null,
    errorType: headers['x-amzn-errortype'] ?? null,
    tlsVersion: answer.tlsVersion,
    certificateName: answer.certificateName,
    headers,
    bodyExcerpt: answer.bodyExcerpt || null,
    bodyBytes: answer.status === null ? null : answer.bodyBytes,
    chunks: answer.chunks,
    mirror: answer.mirror,
    error: error && [error.phase, error.message || error.code].filter(Boolean).join(': '),
    negatives: answer.negatives,
  };
}

/** The probe function itself did not answer: nothing is known of the path but that it cannot be proved. */
export function judgeBroken(outcome: ProbeOutcome, detail: string, totalMs: number): Observation {
  return {
    verdict: 'down',
    outcome,
    status: null,
    phases: { dns: null, tcp: null, tls: null, send: null, wait: null, transfer: null },
    totalMs: Math.round(totalMs),
    addresses: [],
    isPrivateAddress: false,
    answeredBy: 'nobody',
    requestId: null,
    errorType: null,
    tlsVersion: null,
    certificateName: null,
    bodyExcerpt: null,
    error: detail.slice(0, 500),
    negatives: [],
  };
}

function outcomeOf(answer: ProbeAnswer): ProbeOutcome {
  const status = answer.status ?? 0;
  const told = probeOutcomes.find((known) => known === answer.outcome) ?? 'other';
  const didGatewayFail =
    told === 'other' && status === 500 && answer.headers['x-amzn-errortype'] !== undefined;
  const isCut =
    told === 'timeout' && isStarted(answer) && status < 400 && answer.error?.phase === 'transfer';
  const word = didGatewayFail ? 'gateway_failed' : isCut ? 'cut' : told;
  const isFailing = word === 'upstream_error' && (status >= 500 || status === 429);
  const read = isFailing ? 'upstream_failing' : word;
  if (verdicts[read] !== 'healthy') return read;
  if (answer.negatives.some(({ passed }) => passed === false)) return 'not_private';
  return answer.mirror?.hasKey ? 'key_passed_on' : read;
}

function isStarted({ status, bodyBytes }: ProbeAnswer): boolean {
  return status !== null && (bodyBytes ?? 0) > 0;
}

/** API Gateway's words for what it refused itself. */
const gatewayWords: ReadonlySet<string> = new Set([
  'quota',
  'throttled',
  'forbidden_key',
  'forbidden_policy',
  'no_route',
  'upstream_timeout',
  'upstream_unreachable',
  'gateway_failed',
]);

/** An error type is the gateway's; its id without one is the upstream's answer passed on (aws-facts B3). */
function answeredBy({ status, headers, outcome }: ProbeAnswer): Observation['answeredBy'] {
  if (status === null) return 'nobody';
  if (headers['x-amzn-errortype'] || gatewayWords.has(outcome)) return 'gateway';
  return headers['x-amz-apigw-id'] ? 'upstream' : 'nobody';
}
