import { afterAll, afterEach, expect } from 'vitest';
import { type Exchange, exchanges } from '../../exchanges';
import { checkExchange } from './check-exchange';

const taken: Exchange[] = [];
const take = (exchange: unknown) => void taken.push(exchange as Exchange);
exchanges.subscribe(take);
afterAll(() => {
  // Files that share their modules share the channel too.
  exchanges.unsubscribe(take);
});

// Every test that starts a local AWS also holds what goes over the wire against the services' models. Requests of the
// product, whose tests are in lib/ and scripts/, must be right even where they are refused.
afterEach(async () => {
  const isSenderTrusted = !(expect.getState().testPath ?? '').includes('/sandbox/');
  const lines = new Set<string>();
  for (const exchange of taken.splice(0))
    for (const line of await checkExchange(exchange, { isSenderTrusted })) lines.add(line);
  expect([...lines], 'what the services’ models do not allow').toEqual([]);
});
