import { randomBytes } from 'node:crypto';
import { type Call, headerOf } from './call';

/** The trace header: the caller's root if it sent one, else a new one. */
export function traceId(call: Call): string {
  const root = /Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(
    headerOf(call, 'x-amzn-trace-id') ?? '',
  )?.[1];
  if (root !== undefined) return `Root=${root}`;
  const seconds = Math.floor(call.receivedAt / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}
