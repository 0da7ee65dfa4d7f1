import 'server-only';
import { oneAtATime, type Stop } from '../background';
import { listen } from '../db/database';
import { advanceExtensions } from './drive';
import { extensionChannel } from './store';

/** They are looked for this often; word of a new one is heard at once. */
const lookMs = 1_000;

/** Grants what was approved, in this process, one at a time. Answers how to stop. */
export async function startExtensionWorker(): Promise<Stop> {
  let isStopped = false;
  const look = oneAtATime('extensions', async () => {
    while (!isStopped && (await advanceExtensions()));
  });
  const unlisten = await listen(extensionChannel, look);
  const timer = setInterval(look, lookMs).unref();
  look();
  return () => {
    isStopped = true;
    clearInterval(timer);
    void unlisten().catch(() => {});
  };
}
