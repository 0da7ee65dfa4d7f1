import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '../db/database';
import { alertChannels, alertDeliveries, alertDeliveryItems, alerts, audit } from '../db/schema';
import { bothEngines, useDatabase } from '../testing/databases';
import { type Receiver, startReceiver } from '../testing/receiver';
import { actorOf } from '../testing/world';
import { sendMessage } from './channels/send';
import { listAlerts } from './data';
import { deliverDue } from './deliver';
import { evaluateAlerts } from './evaluate';
import { alertMessage } from './message';
import { createChannel, removeChannel, saveAlertSettings, testChannel } from './mutations';
import { claimDeliveries } from './queue';
import { unseal } from './sealed';
import type { ProxyFacts } from './types';

/** The days of the quota, and the one key. */
const viewOfKeyA =
  /https:\/\/sluice\.example\.com\/proxies\/httpbin-dev\/usage\?from=[\d-]{10}&to=[\d-]{10}&key=key-a#days/;

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, callback) {
    if (address.startsWith('gone')) return callback(smtpError(550, 'no such mailbox'));
    if (address.startsWith('later') && mails.length === 0 && refusals++ === 0)
      return callback(smtpError(450, 'come back later'));
    callback();
  },
  onData(stream, { envelope }, callback) {
    let text = '';
    stream.on('data', (chunk) => {
      text += chunk;
    });
    stream.on('end', () => {
      mails.push({ to: envelope.rcptTo.map(({ address }) => address), text });
      callback();
    });
  },
});
const mails: { to: string[]; text: string }[] = [];
let refusals = 0;
const smtpError = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
Object.assign(process.env, {
  SLUICE_DEMO: '1',
  SLUICE_LOG_LEVEL: 'error',
  SLUICE_SECRET: 'a secret of thirty-two characters or more',
  SLUICE_URL: 'https://sluice.example.com',
  SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
  SMTP_FROM: 'Sluice <sluice@example.com>',
});

const engines = bothEngines();
const member = actorOf('member', 'payments');
const began = new Date('2026-11-25T10:00:00Z');

afterAll(async () => {
  await new Promise<void>((done) => smtp.close(done));
  for (const engine of engines) await engine.close();
});

/** One proxy of the team's, with so many of 100 requests used. */
function factsWith(used: number, change: Partial<ProxyFacts> = {}): ProxyFacts {
  return {
    proxy: 'httpbin-dev',
    team: 'payments',
    keys: [
      {
        keyId: 'key-a',
        label: 'A',
        createdAt: null,
        quota: {
          used,
          left: 100 - used,
          period: 'DAY',
          firstDay: '2026-11-25',
          resetsAt: new Date('2026-11-26T00:00:00Z'),
        },
        forecast: null,
      },
    ],
    lifetime: null,
    outage: null,
    throttled: null,
    certificate: null,
    ...change,
  };
}

const raise = (used: number, now = began, change: Partial<ProxyFacts> = {}) =>
  evaluateAlerts('default', [factsWith(used, change)], now);

describe.each(engines.filter(({ isThere }) => isThere))('alerts on $name', ({ name, place }) => {
  // What does not hang on the database is tried on one.
  // What no database decides is asked on one of them.
  const once: (what: string, how: () => Promise<void>) => void = name === 'PGlite' ? it : () => {};

  let receiver: Receiver;
  let where: Awaited<ReturnType<typeof place>>;

  beforeAll(async () => {
    where = await place();
    await useDatabase(where);
  });
  afterAll(() => closeDatabase());

  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await receiver.stop();
    mails.length = 0;
    refusals = 0;
    await (await db()).execute(
      sql`truncate alert_settings, alert_rules, alert_channels, alerts, alert_deliveries, alert_delivery_items`,
    );
  });

  const webhook = () =>
    createChannel(member, { team: 'payments', kind: 'webhook', name: 'ops', to: receiver.url });

  /** Looks for due messages again and again in a time that is only told. */
  async function deliverFor(ms: number, from: Date, everyMs = 15_000): Promise<Date> {
    let now = from;
    for (let passed = 0; passed <= ms; passed += everyMs) {
      now = new Date(from.getTime() + passed);
      await deliverDue(() => now);
    }
    return now;
  }

  it('tell each threshold once, however many replicas look and deliver, and how often', async () => {
    await webhook();
    for (const used of [10, 60, 60, 55, 85, 60])
      await Promise.all(Array.from({ length: 6 }, () => raise(used)));
    await Promise.all(Array.from({ length: 6 }, () => deliverDue(() => began)));
    await deliverFor(60_000, began);
    const titles = receiver.received.map(({ body }) => JSON.parse(body).data.title);
    expect(titles.sort()).toEqual([
      'httpbin-dev: 50% of the quota of key A is used',
      'httpbin-dev: 80% of the quota of key A is used',
    ]);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('pass several thresholds in one message, and write down the lower ones as told with it', async () => {
    await webhook();
    await raise(97);
    await raise(60);
    await deliverDue(() => began);
    expect(receiver.received).toHaveLength(1);
    const { data } = JSON.parse(receiver.received[0]?.body ?? '');
    expect(data.alerts).toMatchObject([
      {
        proxy: 'httpbin-dev',
        team: 'payments',
        rule: 'quota_95',
        keyId: 'key-a',
        used: 97,
        total: 100,
        passed: [50, 80],
        url: expect.stringMatching(viewOfKeyA),
      },
    ]);
    const kept = await listAlerts({ proxy: 'httpbin-dev' }, 10);
    expect(kept.map(({ detail, isCovered }) => [detail, isCovered])).toMatchObject([
      [{ level: 95 }, false],
      [{ level: 80 }, true],
      [{ level: 50 }, true],
    ]);
  });

  it('reach a channel that was down for an hour, once, across a restart', async () => {
    await webhook();
    await receiver.stop();
    await raise(55);
    let now = await deliverFor(30 * 60_000, began, 60_000);
    await closeDatabase();
    await useDatabase(where);
    await raise(55, now);
    now = await deliverFor(30 * 60_000, now, 60_000);
    const [alert] = await listAlerts({ proxy: 'httpbin-dev' }, 10);
    expect(alert?.deliveries).toMatchObject([{ state: 'pending', sentAt: null }]);
    // Long waits and not hundreds of attempts: 15 s doubling to five minutes.
    expect(alert?.deliveries[0]?.attempts).toBeLessThan(20);
    expect(alert?.deliveries[0]?.answer?.text).toMatch(/ECONNREFUSED/);

    await receiver.start();
    await deliverFor(5 * 60_000, now);
    await deliverFor(60 * 60_000, now, 600_000);
    expect(receiver.received).toHaveLength(1);
    const [after] = await listAlerts({ proxy: 'httpbin-dev' }, 10);
    expect(after?.deliveries).toMatchObject([{ state: 'sent', answer: { status: 200 } }]);
  });

  it('come again under the same id where the process ended before it wrote the answer down', async () => {
    const { id } = await webhook();
    await raise(55);
    const [claimed] = await claimDeliveries(began, 10);
    if (!claimed) throw new Error('nothing is due');
    const message = alertMessage(claimed.delivery.id, claimed.alerts, {
      locale: 'en',
      zone: 'UTC',
      origin: 'https://sluice.example.com',
    });
    const [channel] = await (await db()).select().from(alertChannels);
    expect(channel?.id).toBe(id);
    await sendMessage('webhook', await unseal(channel?.sealed ?? ''), message, began);
    // Nobody writes it down. Until its lease is over it is nobody else's.
    await deliverFor(45_000, began);
    expect(receiver.received).toHaveLength(1);
    await deliverFor(30_000, new Date(began.getTime() + 60_000));
    const [first, second, ...more] = receiver.received;
    expect(more).toEqual([]);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
  });

  it('that fall in quiet hours come in one message when they end, by the team’s clock', async () => {
    await webhook();
    await saveAlertSettings(member, {
      team: 'payments',
      locale: 'ja',
      zone: 'Europe/Berlin',
      isQuiet: true,
      quietFrom: 22 * 60,
      quietUntil: 7 * 60,
    });
    // The night in which Berlin puts the clock back: 07:00 is 06:00 UTC, and not 05:00.
    const night = new Date('2026-10-24T22:00:00Z');
    await raise(55, night);
    await raise(85, new Date(night.getTime() + 3_600_000));
    const outage = { since: night, failures: 2, outcome: 'dns' };
    await raise(85, new Date(night.getTime() + 7_200_000), { outage });
    await deliverFor(8 * 3_600_000 - 1_000, night, 900_000);
    await deliverDue(() => new Date('2026-10-25T05:59:59Z'));
    expect(receiver.received).toEqual([]);
    await deliverFor(60_000, new Date('2026-10-25T06:00:00Z'));
    expect(receiver.received).toHaveLength(1);
    const { data } = JSON.parse(receiver.received[0]?.body ?? '');
    expect(data.title).toBe('チーム payments のアラート 3 件');
    expect(data.alerts.map(({ rule }: { rule: string }) => rule)).toEqual([
      'quota_50',
      'quota_80',
      'probe',
    ]);
    // By day they come at once.
    await raise(96, new Date('2026-10-25T09:00:00Z'));
    await deliverFor(0, new Date('2026-10-25T09:00:00Z'));
    expect(receiver.received).toHaveLength(2);
  });

  it('lose nothing where the quiet message has gone out already', async () => {
    await webhook();
    await saveAlertSettings(member, {
      team: 'payments',
      locale: 'en',
      zone: 'UTC',
      isQuiet: true,
      quietFrom: 22 * 60,
      quietUntil: 7 * 60,
    });
    const night = new Date('2026-11-25T23:00:00Z');
    const morning = new Date('2026-11-26T07:00:00Z');
    await raise(55, night);
    await deliverDue(() => morning);
    // A replica whose clock is behind still thinks that it is night.
    await raise(85, new Date(morning.getTime() - 1_000));
    await deliverDue(() => morning);
    expect(receiver.received).toHaveLength(2);
    expect(JSON.parse(receiver.received[1]?.body ?? '').data.alerts).toMatchObject([
      { rule: 'quota_80' },
    ]);
  });

  once('are signed as the reference library of the standard checks it', async () => {
    const { signingSecret } = await webhook();
    const now = new Date();
    await raise(55, now);
    await deliverDue(() => now);
    const { headers, body } = receiver.received[0] ?? { headers: {}, body: '' };
    const verifier = new Webhook(signingSecret ?? '');
    const signed = headers as Record<string, string>;
    expect(verifier.verify(body, signed)).toMatchObject({ type: 'alert.raised' });
    expect(() => verifier.verify(`${body} `, signed)).toThrow();
    const other = new Webhook(Buffer.from('another secret of some length').toString('base64'));
    expect(() => other.verify(body, signed)).toThrow();
  });

  once('wait as long as the receiver asks, and end where it is gone', async () => {
    await webhook();
    receiver.answer = { status: 429, body: 'slow down', headers: { 'retry-after': '600' } };
    await raise(55);
    await deliverFor(9 * 60_000, began);
    expect(receiver.received).toHaveLength(1);
    receiver.answer = { status: 410, body: 'gone' };
    await deliverFor(3_600_000, new Date(began.getTime() + 600_000), 600_000);
    expect(receiver.received).toHaveLength(2);
    const [alert] = await listAlerts({ proxy: 'httpbin-dev' }, 10);
    expect(alert?.deliveries).toMatchObject([{ state: 'failed', answer: { status: 410 } }]);
  });

  once('are given up after three days, and not before', async () => {
    await webhook();
    await receiver.stop();
    await raise(55);
    const days = (count: number) => new Date(began.getTime() + count * 86_400_000);
    await deliverDue(() => days(2.9));
    expect((await listAlerts({ team: 'payments' }, 1))[0]?.deliveries[0]?.state).toBe('pending');
    await deliverDue(() => days(3.1));
    expect((await listAlerts({ team: 'payments' }, 1))[0]?.deliveries[0]?.state).toBe('failed');
    await receiver.start();
  });

  once('go out by e-mail, in the team’s language, one for each', async () => {
    const team = 'payments';
    await createChannel(member, { team, kind: 'email', name: 'list', to: 'ops@example.com' });
    await createChannel(member, { team, kind: 'email', name: 'old', to: 'gone@example.com' });
    await raise(100);
    await deliverFor(60_000, began);
    expect(mails.map(({ to }) => to)).toEqual([['ops@example.com']]);
    // Long lines are broken and put together again (quoted-printable, RFC 2045).
    const text = (mails[0]?.text ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(text).toContain('Subject: [Sluice] httpbin-dev: the quota of key A is spent');
    expect(text).toContain('From: Sluice <sluice@example.com>');
    expect(text).toMatch(/Message-ID: <msg_[0-9a-f]{24}@sluice>/i);
    expect(text).toMatch(viewOfKeyA);
    const alert = (await listAlerts({ team }, 10)).find(({ isCovered }) => !isCovered);
    expect(alert?.deliveries).toMatchObject([
      { channel: 'list', state: 'sent', answer: { status: 250 } },
      { channel: 'old', state: 'failed', answer: { status: 550 } },
    ]);
  });

  once('come by e-mail later where the mail server asks for it', async () => {
    const to = 'later@example.com';
    await createChannel(member, { team: 'payments', kind: 'email', name: 'list', to });
    await raise(55);
    await deliverDue(() => began);
    expect(mails).toEqual([]);
    await deliverFor(60_000, began);
    expect(mails.map((mail) => mail.to)).toEqual([[to]]);
  });

  once('speak to Slack in its own payload', async () => {
    const team = 'payments';
    await createChannel(member, { team, kind: 'slack', name: '#ops', to: receiver.url });
    await evaluateAlerts('default', [{ ...factsWith(55), proxy: 'a<b>&c' }], began);
    await deliverDue(() => began);
    const payload = JSON.parse(receiver.received[0]?.body ?? '');
    expect(payload.text).toBe('a&lt;b&gt;&amp;c: 50% of the quota of key A is used');
    expect(payload.blocks[0].text.type).toBe('mrkdwn');
    expect(payload.blocks[0].text.text).toMatch(/\n<https:\/\/sluice\.example\.com\/\S+\|Open>$/);
  });

  once('can be tried: a real message, and what the other end said', async () => {
    const { id } = await webhook();
    receiver.answer = { status: 503, body: 'not today' };
    expect(await testChannel(member, id)).toMatchObject({
      isDelivered: false,
      answer: { status: 503, text: 'not today' },
    });
    receiver.answer = { status: 204, body: '' };
    expect(await testChannel(member, id)).toMatchObject({ isDelivered: true });
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
      'alert.test',
      'alert.test',
    ]);
    const stranger = actorOf('member', 'search');
    await expect(testChannel(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeChannel(actorOf('auditor'), id)).rejects.toMatchObject({ code: 'denied' });
    expect(receiver.received).toHaveLength(2);
  });

  it('are dropped with the channel that they were for', async () => {
    const { id } = await webhook();
    await raise(55);
    await removeChannel(member, id);
    await deliverFor(60_000, began);
    expect(receiver.received).toEqual([]);
    const [alert] = await listAlerts({ team: 'payments' }, 10);
    expect(alert?.deliveries).toMatchObject([{ channel: 'ops', state: 'dropped' }]);
    await raise(85);
    expect((await listAlerts({ team: 'payments' }, 1))[0]?.deliveries).toEqual([]);
  });

  once('keep where they go, and what signs, in no row that can be read', async () => {
    const { id, signingSecret } = await webhook();
    await testChannel(member, id);
    await raise(55);
    await deliverDue(() => began);
    const tables = [alertChannels, alertDeliveries, alertDeliveryItems, alerts, audit];
    const rows = await Promise.all(tables.map(async (table) => (await db()).select().from(table)));
    const text = JSON.stringify(rows);
    expect(text).toContain('127.0.0.1');
    expect(text).not.toContain('not-to-be-shown');
    expect(text).not.toContain(signingSecret);
  });
});
