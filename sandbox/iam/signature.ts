import type { AwsRequest } from '../context';
import { refusal } from './refusals';

/** What a signed request says about its signature. */
export type Signature = {
  accessKeyId: string;
  day: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  date: string;
  token: string | null;
};

/** Reads the header or the query form; throws IncompleteSignature naming what lacks. */
export function signatureOf(request: AwsRequest): Signature {
  const { headers, query } = request;
  const authorization = headers.authorization;
  if (authorization === undefined) {
    return assemble(request, {
      where: 'AWS query-string parameters must include',
      algorithm: query.get('X-Amz-Algorithm'),
      credential: query.get('X-Amz-Credential'),
      signedHeaders: query.get('X-Amz-SignedHeaders'),
      signature: query.get('X-Amz-Signature'),
      date: query.get('X-Amz-Date'),
      token: query.get('X-Amz-Security-Token'),
    });
  }
  const part = (name: string) =>
    new RegExp(`(?:^|[\\s,])${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? null;
  return assemble(request, {
    where: 'Authorization header requires',
    algorithm: /^\S+/.exec(authorization)?.[0] ?? null,
    credential: part('Credential'),
    signedHeaders: part('SignedHeaders'),
    signature: part('Signature'),
    date: headers['x-amz-date'] ?? null,
    token: headers['x-amz-security-token'] ?? null,
  });
}

type Parts = {
  where: string;
  algorithm: string | null;
  credential: string | null;
  signedHeaders: string | null;
  signature: string | null;
  date: string | null;
  token: string | null;
};

function assemble(request: AwsRequest, parts: Parts): Signature {
  const { where, algorithm, credential, signedHeaders, signature, date, token } = parts;
  const fail = (text: string) => refusal('incomplete', request.service, text);
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw fail(`Unsupported AWS 'algorithm': '${algorithm ?? ''}'.`);
  }
  if (!credential) throw fail(`${where} 'Credential' parameter.`);
  if (!signature) throw fail(`${where} 'Signature' parameter.`);
  if (!signedHeaders) throw fail(`${where} 'SignedHeaders' parameter.`);
  if (!date || !/^\d{8}T\d{6}Z$/.test(date)) {
    throw fail(`${where} existence of either a 'X-Amz-Date' or a 'Date' header.`);
  }
  const [terminal, service, region, day, ...rest] = credential.split('/').reverse();
  if (terminal !== 'aws4_request' || !service || !region || !day || rest.length === 0) {
    throw fail(
      `Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return {
    accessKeyId: rest.reverse().join('/'),
    day,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    token,
  };
}
