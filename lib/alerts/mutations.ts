import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { isAllowedUrl } from '../address-guard';
import { recordAudit, recordIntent } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { alertChannels, alertDeliveries, alertRules, alertSettings } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findShownProxy } from '../proxies/fleet';
import { hasMailServer } from './channels/email';
import { sendMessage } from './channels/send';
import { makeSigningSecret } from './channels/webhook';
import { ownOrigin } from './deliver';
import { testMessage } from './message';
import { resolveRules } from './rules';
import type { NewChannelInput, RulesInput, SettingsInput } from './schema';
import { seal, unseal } from './sealed';
import { loadRules, loadSettings } from './store';
import { type ChannelAnswer, ruleNames } from './types';

/** Sets the language, the zone and the quiet hours in which a team is told. */
export async function saveAlertSettings(actor: Actor, input: SettingsInput): Promise<void> {
  const { team, locale, zone, isQuiet } = input;
  authorize(actor, 'alert.manage', { team, name: team });
  const quietFrom = isQuiet ? input.quietFrom : null;
  const quietUntil = isQuiet ? input.quietUntil : null;
  const values = { locale, zone, quietFrom, quietUntil };
  await (await db()).transaction(async (tx) => {
    const before = settingsOf(await loadSettings(team, tx));
    await tx
      .insert(alertSettings)
      .values({ team, ...values })
      .onConflictDoUpdate({ target: alertSettings.team, set: values });
    await recordAudit(tx, {
      actor,
      action: 'alert.settings',
      object: team,
      team,
      detail: values,
      changes: changesOf(before, values),
    });
  });
}

function settingsOf({ locale, zone, quiet }: Awaited<ReturnType<typeof loadSettings>>) {
  return { locale, zone, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null };
}

/**
 * Sets a team's defaults or, with `proxy`, what one proxy has over them. What is the same as what it would inherit is
 * not kept: it follows the default from then on.
 */
export async function saveAlertRules(actor: Actor, input: RulesInput): Promise<void> {
  const { team, proxy, rules } = input;
  authorize(actor, 'alert.manage', { team, name: proxy ?? team });
  if (proxy) await requireProxyOf(team, proxy);
  const targetId = mainTarget().id;
  const inherited = proxy ? (await loadRules(targetId))(team, null) : resolveRules([], []);
  const own = ruleNames.filter(
    (rule) =>
      rules[rule].isOn !== inherited[rule].isOn || rules[rule].value !== inherited[rule].value,
  );
  const scope = { targetId, team, proxy: proxy ?? '' };
  await (await db()).transaction(async (tx) => {
    const earlier = await tx
      .delete(alertRules)
      .where(
        and(
          eq(alertRules.targetId, targetId),
          eq(alertRules.team, team),
          eq(alertRules.proxy, scope.proxy),
        ),
      )
      .returning();
    if (own.length > 0)
      await tx.insert(alertRules).values(own.map((rule) => ({ ...scope, rule, ...rules[rule] })));
    const chosen = Object.fromEntries(own.map((rule) => [rule, rules[rule]]));
    await recordAudit(tx, {
      actor,
      action: 'alert.rules',
      object: proxy ?? team,
      team,
      detail: { scope: proxy ? 'proxy' : 'team', chosen },
      changes: changesOf(
        Object.fromEntries(earlier.map(({ rule, isOn, value }) => [rule, { isOn, value }])),
        chosen,
      ),
    });
  });
}

/**
 * Makes a channel of a team and answers a webhook's signing secret, which is shown this once. Throws `invalid` for a
 * URL that may not be called, and `unavailable` for e-mail without a mail server.
 */
export async function createChannel(
  actor: Actor,
  { team, kind, name, to }: NewChannelInput,
): Promise<{ id: string; signingSecret: string | null }> {
  authorize(actor, 'alert.manage', { team, name });
  if (kind === 'email' && !hasMailServer())
    throw new AppError('unavailable', 'no mail server is configured', { detail: 'SMTP_URL' });
  if (kind !== 'email' && !isAllowedUrl(new URL(to), env().SLUICE_DEMO))
    throw new AppError('invalid', 'the URL may not be called', { detail: new URL(to).host });
  const signingSecret = kind === 'webhook' ? makeSigningSecret() : null;
  const id = `channel_${randomBytes(12).toString('hex')}`;
  const place = kind === 'email' ? to : new URL(to).host;
  const sealed = await seal({ to, signingSecret });
  await (await db()).transaction(async (tx) => {
    await tx
      .insert(alertChannels)
      .values({ id, team, kind, name, place, sealed, createdBy: actor.email });
    await recordAudit(tx, {
      actor,
      action: 'alert.channel_create',
      object: name,
      team,
      detail: { channelId: id, kind, place },
    });
  });
  return { id, signingSecret };
}

/** Removes a channel at once; what it was to be told is dropped. */
export async function removeChannel(actor: Actor, id: string): Promise<void> {
  const channel = await findChannel(actor, id);
  await (await db()).transaction(async (tx) => {
    const removed = await tx
      .update(alertChannels)
      // What it led to is not kept.
      .set({ removedAt: new Date(), sealed: '' })
      .where(and(eq(alertChannels.id, id), isNull(alertChannels.removedAt)))
      .returning({ id: alertChannels.id });
    if (removed.length === 0) return;
    await tx
      .update(alertDeliveries)
      .set({ state: 'dropped', leaseOwner: null, leaseUntil: null })
      .where(and(eq(alertDeliveries.channelId, id), eq(alertDeliveries.state, 'pending')));
    await recordAudit(tx, {
      actor,
      action: 'alert.channel_remove',
      object: channel.name,
      team: channel.team,
      detail: { channelId: id, kind: channel.kind },
    });
  });
}

export type ChannelTest = { isDelivered: boolean; answer: ChannelAnswer; ms: number };

/** Sends a real message by the channel and answers what the other end said. Quiet hours do not hold it. */
export async function testChannel(actor: Actor, id: string): Promise<ChannelTest> {
  const channel = await findChannel(actor, id);
  const { team, kind, name } = channel;
  const { locale, zone } = await loadSettings(team);
  const at = new Date();
  const message = testMessage(
    { id: `msg_${randomBytes(12).toString('hex')}`, at, channel: name, team, person: actor.email },
    { locale, zone, origin: ownOrigin() },
  );
  const row = { actor, object: name, team };
  const of = await recordIntent({ ...row, action: 'alert.test', detail: { channelId: id, kind } });
  const ended = async (detail: Record<string, unknown>) =>
    recordAudit(await db(), {
      ...{ ...row, action: 'alert.test_end', of },
      detail: { channelId: id, kind, ...detail },
    });
  const began = performance.now();
  const { kind: outcome, answer } = await unseal(channel.sealed)
    .then((secrets) => sendMessage(kind, secrets, message, at))
    .catch(async (thrown: unknown) => {
      await ended({ outcome: 'failed' });
      throw thrown;
    });
  const ms = Math.round(performance.now() - began);
  await ended({ outcome, status: answer.status });
  return { isDelivered: outcome === 'delivered', answer, ms };
}

async function findChannel(actor: Actor, id: string) {
  const [channel] = await (await db())
    .select()
    .from(alertChannels)
    .where(and(eq(alertChannels.id, id), isNull(alertChannels.removedAt)));
  authorize(actor, 'alert.manage', channel ?? null);
  if (!channel) throw new AppError('not_found', `there is no channel ${id}`);
  return channel;
}

async function requireProxyOf(team: string, proxy: string): Promise<void> {
  const found = await findShownProxy(proxy);
  if (found?.facts.team !== team)
    throw new AppError('not_found', `team ${team} has no proxy ${proxy}`);
}
