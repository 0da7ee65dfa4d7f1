import 'server-only';
import { listen } from '../db/database';
import { log } from '../log';
import { advanceExtensions } from './drive';
import { extensionChannel } from './store';

/** They are looked for this often; word of a new one is heard at once. */
const lookMs = 1_000;

/** Grants what was approved, in this process, one at a time. Answers how to stop. */
export async function startExtensionWorker(): Promise<() => void> {
  let isStopped = false;
  let isLooking = false;
  const look = async () => {
    if (isStopped || isLooking) return;
    isLooking = true;
    await advanceAll(() => isStopped).catch((error) => log.error('extensions', { error }));
    isLooking = false;
  };
  const unlisten = await listen(extensionChannel, () => void look());
  const timer = setInterval(() => void look(), lookMs).unref();
  void look();
  return () => {
    isStopped = true;
    clearInterval(timer);
    void unlisten().catch(() => {});
  };
}

async function advanceAll(isStopped: () => boolean): Promise<void> {
  while (!isStopped() && (await advanceExtensions()));
}
