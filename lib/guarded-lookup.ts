import 'server-only';
import { lookup as lookupName } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** The name leads where no connection may go. */
export class RefusedAddress extends Error {}

/** DNS as the connection asks it: an answer that holds one forbidden address is no answer, but a RefusedAddress. */
export function guardedLookup(
  isAllowed: (address: string) => boolean,
  ask = lookupName,
): LookupFunction {
  return (hostname, options, callback) => {
    ask(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), '');
      if (!addresses.every(({ address }) => isAllowed(address)))
        return callback(new RefusedAddress(`${hostname} leads to an address not allowed`), '');
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
