import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import { causesOf } from './causes';
import { commandFor, type LogSearch, logSearch } from './commands';
import { maskSecrets } from './mask';
import { type AnsweredBy, judgeReading, type Meaning } from './meanings';
import { readPaste } from './read';
import type { Reading } from './types';
import type { Cause } from './usual-causes';

/** What of the paste a judgement rests on. `text` is AWS's, the client's or the caller's, without secrets. */
export type Evidence = { what: EvidenceKind; text: string };
export type EvidenceKind =
  | 'status'
  | 'errorType'
  | 'message'
  | 'code'
  | 'client'
  | 'host'
  | 'address'
  | 'requestId'
  | 'extendedRequestId';

/** What would make an unclear paste clear. */
export type Ask = 'headers' | 'transcript' | 'more';

export type ExplainedCause = Cause & { command: string | null };

export type Explanation =
  | { kind: 'empty' }
  | { kind: 'unknown'; evidence: Evidence[]; ask: Ask }
  | {
      kind: 'known';
      meaning: Meaning;
      answeredBy: AnsweredBy;
      /** Most likely first; where AWS does not tell them apart there are several. */
      causes: ExplainedCause[];
      evidence: Evidence[];
      /** What to paste beside it to know more; null where it would change nothing. */
      ask: Ask | null;
      /** The page of the gateway's answer, where it has one. */
      page: string | null;
      /** The proxy that was called, by the body's own word or by the API in the host. */
      proxy: string | null;
      log: LogSearch | null;
    };

/** A proxy that the reader may know of: its API is what a host names. */
export type KnownProxy = { name: string; apiId: string };

/**
 * What a pasted error body, header block, transcript, library's error or request id means. Pure and total: it never
 * throws, takes a bounded time, sends nothing, and none of what it answers holds a secret of the paste.
 */
export function explain(pasted: string, proxies: readonly KnownProxy[] = []): Explanation {
  if (pasted.trim() === '') return { kind: 'empty' };
  const reading = readPaste(pasted);
  const judged = judgeReading(reading);
  const evidence = evidenceOf(reading);
  if (!judged) return { kind: 'unknown', evidence, ask: 'more' };
  const proxy =
    reading.proxy ?? proxies.find(({ apiId }) => apiId === reading.call.apiId)?.name ?? null;
  const causes = causesOf(judged, reading).map((cause) => ({
    ...cause,
    command: commandFor(cause.id, reading),
  }));
  return {
    kind: 'known',
    ...judged,
    causes,
    evidence,
    ask: askFor(judged.answeredBy, causes, reading),
    page: reading.code ?? pages[judged.meaning] ?? null,
    proxy,
    log: logSearch(reading, proxy),
  };
}

/** The gateway's answers that have a page (templates/proxy/gateway-errors.ts). */
const pages: Partial<Record<Meaning, string>> = {
  key_refused: 'invalid_api_key',
  policy_denied: 'access_denied',
  quota_spent: 'quota_exceeded',
  throttled: 'throttled',
  missing_parameter: 'missing_header',
  upstream_timeout: 'upstream_timeout',
  upstream_unreachable: 'upstream_unreachable',
  unknown_path: 'refused_by_gateway',
  media_type: 'refused_by_gateway',
  too_large: 'refused_by_gateway',
  uri_too_long: 'refused_by_gateway',
  gateway_failed: 'failed_in_gateway',
};

function askFor(by: AnsweredBy, causes: readonly Cause[], reading: Reading): Ask | null {
  if (by === 'unclear' && !reading.hasHeaders) return 'headers';
  const isOpen = causes.length > 1 || causes[0]?.certainty === 'possible';
  return isOpen && !reading.call.isSeen ? 'transcript' : null;
}

function evidenceOf(reading: Reading): Evidence[] {
  const { call, fault } = reading;
  const code = gatewayErrors.find((error) => error.code === reading.code)?.code ?? null;
  const found: [EvidenceKind, string | null][] = [
    ['status', reading.status === null ? null : String(reading.status)],
    ['errorType', reading.errorType],
    ['message', reading.message || null],
    ['code', code],
    ['client', fault?.text ?? null],
    ['host', call.host],
    ['address', call.address],
    ['requestId', reading.requestId],
    ['extendedRequestId', reading.extendedRequestId],
  ];
  return found.flatMap(([what, text]) =>
    text === null ? [] : [{ what, text: maskSecrets(text).slice(0, 500) }],
  );
}
