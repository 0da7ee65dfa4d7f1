import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AwsRequest } from '../context';
import { refusal, skewMinutes } from './refusals';
import { type Signature, signatureOf } from './signature';

/**
 * Verifies a SigV4 signature of header or query form against the secret key; throws what AWS answers otherwise.
 * `now` is the real time: advancing the sandbox's clock does not advance the callers'. (IAM user guide, "Create a
 * signed AWS API request" and "Troubleshoot signed requests".)
 */
export function verifySignature(request: AwsRequest, secretAccessKey: string, now: number): void {
  const signature = signatureOf(request);
  checkDate(request, signature, now);
  checkSignedHeaders(request, signature);
  const canonical = canonicalRequest(request, signature);
  const scope = [signature.day, signature.region, signature.service, 'aws4_request'].join('/');
  const text = ['AWS4-HMAC-SHA256', signature.date, scope, sha256(canonical)].join('\n');
  const expected = hmac(signingKey(secretAccessKey, signature), text).toString('hex');
  if (isSame(expected, signature.signature)) return;
  throw refusal(
    'badSignature',
    request.service,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

function checkDate(request: AwsRequest, { date, day }: Signature, now: number): void {
  const fail = (text: string) => refusal('badDate', request.service, text);
  if (!date.startsWith(day)) {
    throw fail(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  // A presigned call is good for as long: only S3 heeds X-Amz-Expires (aws/aws-sdk-go#2167).
  const minutes = skewMinutes(request.service);
  const at = timeOf(date);
  const [earliest, latest] = [now - minutes * 60_000, now + minutes * 60_000];
  if (at < earliest) {
    throw fail(
      `Signature expired: ${date} is now earlier than ${stamp(earliest)} (${stamp(now)} - ${minutes} min.)`,
    );
  }
  if (at > latest) {
    throw fail(
      `Signature not yet current: ${date} is still later than ${stamp(latest)} (${stamp(now)} + ${minutes} min.)`,
    );
  }
}

/** Host must be signed, and every `x-amz-` header that is sent (same page; the second wording is INFERENCE). */
function checkSignedHeaders(request: AwsRequest, { signedHeaders }: Signature): void {
  const needed = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  const missing = ['host', ...needed].find((name) => !signedHeaders.includes(name));
  if (missing === undefined) return;
  const text =
    missing === 'host'
      ? "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
      : `'${missing}' must be a 'SignedHeader' in the AWS Authorization.`;
  throw refusal('badSignature', request.service, text);
}

function canonicalRequest(request: AwsRequest, { signedHeaders }: Signature): string {
  const path = request.path.split('/').map(encode).join('/');
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    path,
    query,
    headers.join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

function signingKey(secret: string, { day, region, service }: Signature): Buffer {
  return [day, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

/** RFC 3986: everything but the unreserved characters. The path comes encoded once and is so encoded twice. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

function timeOf(date: string): number {
  return Date.parse(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}
