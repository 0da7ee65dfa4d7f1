import 'server-only';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isAllowedAddress, isAllowedUrl } from '../../address-guard';
import { env } from '../../env';
import { guardedLookup, RefusedAddress } from '../../guarded-lookup';
import { answerOf, type Outcome } from './outcome';

/** Well below a delivery's lease, so that nobody else sends it meanwhile. */
export const sendMsMax = 10_000;
const bodyBytesMax = 4_096;

/**
 * Sends JSON to a URL that a person gave. Redirects are not followed, the address that is connected to is the one that
 * was looked at, and what comes back is read up to 4 KiB.
 */
export async function postJson(
  to: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Outcome> {
  const allowLoopback = env().SLUICE_DEMO;
  const url = URL.canParse(to) ? new URL(to) : null;
  if (!url || !isAllowedUrl(url, allowLoopback))
    return { kind: 'refused', answer: answerOf(null, 'the URL is not allowed') };
  try {
    const { status, text, retryAfter } = await exchange(url, body, headers, allowLoopback);
    const answer = answerOf(status, text);
    if (status >= 200 && status < 300) return { kind: 'delivered', answer };
    // Gone, says the receiver, and means it (Standard Webhooks, "HTTP status codes").
    if (status === 410) return { kind: 'refused', answer };
    return { kind: 'failed', answer, retryAfterMs: retryAfter };
  } catch (error) {
    const answer = answerOf(null, error instanceof Error ? error.message : String(error));
    if (error instanceof RefusedAddress) return { kind: 'refused', answer };
    return { kind: 'failed', answer, retryAfterMs: null };
  }
}

type Reply = { status: number; text: string; retryAfter: number | null };

function exchange(
  url: URL,
  body: string,
  headers: Record<string, string>,
  allowLoopback: boolean,
): Promise<Reply> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      // A connection of its own: one that is kept would go to an address that was looked at long ago.
      agent: false,
      lookup: guardedLookup((address) => isAllowedAddress(address, allowLoopback)),
      signal: AbortSignal.timeout(sendMsMax),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Sluice-Alerts/1',
        ...headers,
      },
    });
    sent.once('error', (error: Error) =>
      reject(error.name === 'AbortError' ? new Error(`no answer in ${sendMsMax} ms`) : error),
    );
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        const after = Number(response.headers['retry-after']);
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          retryAfter: Number.isFinite(after) && after > 0 ? after * 1000 : null,
        });
      };
      response.on('data', (chunk: Buffer) => {
        if (size < bodyBytesMax) chunks.push(chunk.subarray(0, bodyBytesMax - size));
        size += chunk.length;
        if (size < bodyBytesMax) return;
        done();
        response.destroy();
      });
      response.once('end', done);
      response.once('error', reject);
    });
    sent.end(body);
  });
}
