import type { Call, CallTarget } from './call';
import { tooLarge, uriTooLong } from './gateway-fault';
import { isPrivate } from './locate';

/** Payload in either direction (aws-facts A6); a streamed answer is unbounded. */
export const payloadBytesMax = 10 * 1024 * 1024;

/** S-QR: values of all headers together, in bytes, and URLs in characters. 8,000 for private APIs is UNCONFIRMED. */
const limits = {
  public: { headerBytes: 10_240, urlLength: 10_240 },
  private: { headerBytes: 8_000, urlLength: 8_192 },
};

/** Throws 413 or 414 for a call that is too large for its API; which of them answers headers is UNCONFIRMED. */
export function requireSizes(call: Call, { api }: CallTarget): void {
  const { headerBytes, urlLength } = limits[isPrivate(api) ? 'private' : 'public'];
  const query = call.rawQuery === '' ? 0 : call.rawQuery.length + 1;
  if (call.rawPath.length + query > urlLength) throw uriTooLong();
  const total = call.headers.reduce(
    (sum, [, value]) => sum + Buffer.byteLength(value, 'latin1'),
    0,
  );
  if (total > headerBytes || call.body.length > payloadBytesMax) throw tooLarge();
}
