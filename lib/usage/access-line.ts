import { type HttpMethod, httpMethods } from '@/templates/proxy/http-methods';
import { type Outcome, outcomeOf } from './outcomes';

/** One request as its line in the access log tells of it. */
export type LoggedRequest = {
  at: Date;
  keyId: string | null;
  outcome: Outcome;
  /** Absent where it was not kept, or is none that API Gateway documents. */
  method?: HttpMethod;
};

/** The names that a line has, in the order of the template's format (templates/proxy/access-log.ts; a test compares). */
export const lineFields = [
  'requestId',
  'extendedRequestId',
  'requestTimeEpoch',
  'apiKeyId',
  'vpcId',
  'vpceId',
  'sourceIp',
  'httpMethod',
  'resourcePath',
  'path',
  'status',
  'responseLength',
  'responseLatency',
  'integrationStatus',
  'integrationLatency',
  'errorType',
  'errorMessage',
  'tlsVersion',
  'cipherSuite',
] as const;

/**
 * Reads a line of the access log; null where it is none of ours. API Gateway writes values as they are, so that a
 * path with quotes could pretend to be another status or another key: a line that does not hold each name exactly
 * once, in order, is not believed.
 */
export function readLine(line: string): LoggedRequest | null {
  const fields = readFields(line);
  if (!fields) return null;
  const epoch = Number(fields.requestTimeEpoch);
  const status = Number(fields.status);
  if (!Number.isSafeInteger(epoch) || epoch <= 0 || !Number.isInteger(status)) return null;
  const keyId = present(fields.apiKeyId);
  const method = httpMethods.find((name) => name === fields.httpMethod);
  return {
    at: new Date(epoch),
    keyId,
    outcome: outcomeOf({
      status,
      errorType: present(fields.errorType),
      integrationStatus: present(fields.integrationStatus),
    }),
    ...(method && { method }),
  };
}

type Fields = Record<(typeof lineFields)[number], string>;

/** A line's values by name, a dash where there is none; null where the line is not believed. */
export function readFields(line: string): Fields | null {
  // What separates a name from its value: one for each field, unless a value brings its own.
  if (line.split('":"').length !== lineFields.length + 1) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const names = Object.keys(parsed);
  const isOurs =
    names.length === lineFields.length && lineFields.every((name, index) => names[index] === name);
  return isOurs ? (parsed as Fields) : null;
}

/** API Gateway writes a dash where a variable has no value. */
export function present(value: string): string | null {
  return value === '-' || value === '' ? null : value;
}
