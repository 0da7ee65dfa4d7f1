import { channel } from 'node:diagnostics_channel';
import type { AwsRequest, AwsResponse } from './context';

/** A request that reached its service, and the service's own answer to it. */
export type Exchange = { request: AwsRequest; operation: string; answer: AwsResponse };

/** Every exchange of every sandbox in the process; costs nothing while nobody listens. */
export const exchanges = channel('sandbox.exchange');

export function tell(exchange: Exchange): void {
  if (exchanges.hasSubscribers) exchanges.publish(exchange);
}
