import 'server-only';
import { mainTarget } from '../aws/targets';
import { oneAtATime, type Stop } from '../background';
import { listen } from '../db/database';
import { deliverDue } from './deliver';
import { evaluateAlerts } from './evaluate';
import { readAlertFacts } from './facts';
import { deliveryChannel } from './store';

/** What is known is looked at this often; it costs the database a few reads and AWS nothing. */
const lookMs = 20_000;
/** Messages that are due are looked for this often, also where no word of them arrived. */
const deliverMs = 5_000;

/**
 * Watches what is known of the fleet and tells whom it concerns. In every process: the database decides which of them
 * raises an alert, and which sends it. Answers how to stop.
 */
export async function startAlerts(): Promise<Stop> {
  const look = oneAtATime('alerts.look', async () => {
    const now = new Date();
    await evaluateAlerts(mainTarget().id, await readAlertFacts(now), now);
  });
  const deliver = oneAtATime('alerts.deliver', async () => {
    while ((await deliverDue(() => new Date())) > 0);
  });
  const unlisten = await listen(deliveryChannel, deliver);
  const timers = [setInterval(look, lookMs), setInterval(deliver, deliverMs)];
  for (const timer of timers) timer.unref();
  look();
  deliver();
  return () => {
    for (const timer of timers) clearInterval(timer);
    void unlisten().catch(() => {});
  };
}
