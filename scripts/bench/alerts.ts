import { deliverDue } from '../../lib/alerts/deliver';
import { evaluateAlerts } from '../../lib/alerts/evaluate';
import { readAlertFacts } from '../../lib/alerts/facts';
import { createChannel } from '../../lib/alerts/mutations';
import { mainTarget } from '../../lib/aws/targets';
import { startReceiver } from '../../lib/testing/receiver';
import { actorOf } from '../../lib/testing/world';
import { medianMs, tell } from './figures';

/**
 * What alerts take on a fleet that was collected: one look in which every proxy has something to tell, the looks after
 * it with nothing new, and the way of all of it to a team's webhook.
 */
export async function benchAlerts(team: string): Promise<void> {
  const receiver = await startReceiver();
  const to = receiver.url;
  await createChannel(actorOf('member', team), { team, kind: 'webhook', name: 'bench', to });
  const look = async () => {
    const now = new Date();
    return evaluateAlerts(mainTarget().id, await readAlertFacts(now), now);
  };
  let raised = 0;
  const first = await medianMs(1, async () => {
    raised = await look();
  });
  tell('alerts.look.first', first, 'ms', `${raised} alerts raised at once`);
  tell('alerts.look.again', await medianMs(5, look), 'ms', 'nothing new; every 20 s');
  const sent = await medianMs(1, async () => {
    while ((await deliverDue(() => new Date())) > 0);
  });
  tell('alerts.delivered', sent / 1_000, 's', `${receiver.received.length} messages to a webhook`);
  await receiver.stop();
}
