import 'server-only';
import { oneAtATime, type Stop } from '../background';
import { listen } from '../db/database';
import { log } from '../log';
import { beginApproved } from './begin';
import { expireRequests, listApproved, requestChannel } from './store';

/** Approvals that could not begin are tried again, and old requests ended, this often. */
const lookMs = 15_000;

/** Begins what was approved and has not begun, and ends what is too old. In every process; the database decides. */
export async function startRequestWorker(): Promise<Stop> {
  const look = oneAtATime('requests', async () => {
    await expireRequests();
    for (const id of await listApproved())
      await beginApproved(id).catch((error) =>
        log.info('request.waits', { request: id, error: String(error) }),
      );
  });
  const unlisten = await listen(requestChannel, look);
  const timer = setInterval(look, lookMs).unref();
  look();
  return () => {
    clearInterval(timer);
    void unlisten().catch(() => {});
  };
}
