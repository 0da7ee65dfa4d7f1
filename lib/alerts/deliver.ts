import 'server-only';
import { env } from '../env';
import { log } from '../log';
import { patienceMs, waitAfter } from './backoff';
import { answerOf, type Outcome } from './channels/outcome';
import { sendMessage } from './channels/send';
import { alertMessage } from './message';
import { type Claimed, claimDeliveries, settleDelivery } from './queue';
import { quietUntil } from './quiet';
import { unseal } from './sealed';
import { loadSettings, type TeamSettings } from './store';

/** Messages in flight at once: a channel that hangs holds up so many others at most. */
const parallelMax = 10;

/** Where people reach this dashboard: what alerts link to. */
export function ownOrigin(): string {
  return env().SLUICE_URL ?? `http://127.0.0.1:${env().PORT}`;
}

/**
 * Makes one attempt for each message that is due, and writes what became of it. A message is sent at least once: where
 * this process ends between the answer and the writing, another sends it again under the same id. Answers how many were
 * tried.
 */
export async function deliverDue(now: () => Date): Promise<number> {
  const claimed = await claimDeliveries(now(), parallelMax);
  await Promise.all(claimed.map((each) => deliver(each, now)));
  return claimed.length;
}

async function deliver(claimed: Claimed, now: () => Date): Promise<void> {
  const { channel, delivery } = claimed;
  const settings = await loadSettings(channel.team);
  // A channel that comes back at night does not wake anybody either.
  const heldUntil = quietUntil(settings.quiet, now());
  if (heldUntil) {
    const attempts = delivery.attempts - 1;
    return settleDelivery(claimed, { state: 'pending', dueAt: heldUntil, attempts });
  }
  const outcome = await attempt(claimed, settings, now());
  log.info('alert.delivery', {
    delivery: delivery.id,
    channel: channel.id,
    attempts: delivery.attempts,
    outcome: outcome.kind,
    status: outcome.answer.status,
  });
  await settleDelivery(claimed, settlement(outcome, delivery, now()));
}

async function attempt(
  { channel, delivery, alerts }: Claimed,
  { locale, zone }: TeamSettings,
  now: Date,
): Promise<Outcome> {
  try {
    const secrets = await unseal(channel.sealed);
    const message = alertMessage(delivery.id, alerts, { locale, zone, origin: ownOrigin() });
    return await sendMessage(channel.kind, secrets, message, now);
  } catch (error) {
    log.error('alert.attempt_failed', { delivery: delivery.id, error });
    const text = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', answer: answerOf(null, text), retryAfterMs: null };
  }
}

function settlement(
  outcome: Outcome,
  { attempts, createdAt, heldUntil }: Claimed['delivery'],
  now: Date,
): Parameters<typeof settleDelivery>[1] {
  const { answer } = outcome;
  if (outcome.kind === 'delivered') return { state: 'sent', answer, sentAt: now };
  const begun = (heldUntil ?? createdAt).getTime();
  const isOver = now.getTime() - begun >= patienceMs;
  if (outcome.kind === 'refused' || isOver) return { state: 'failed', answer };
  const dueAt = new Date(now.getTime() + waitAfter(attempts, outcome.retryAfterMs));
  return { state: 'pending', answer, dueAt };
}
