import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PassportSheet } from '@/components/passport/passport-sheet';
import { UpstreamSheet } from '@/components/passport/upstream-sheet';
import { recordAudit } from '@/lib/audit/mutations';
import { canonicalJson } from '@/lib/canonical';
import { db } from '@/lib/db/database';
import { runSteps, runs } from '@/lib/db/schema';
import { getPassport, getUpstreamPassport } from '@/lib/passport/data';
import { fingerprint } from '@/lib/passport/jws';
import { passportKey } from '@/lib/passport/key';
import { digestOf, issuePassport } from '@/lib/passport/mutations';
import { ticketFor } from '@/lib/passport/ticket';
import { saveProbeResult } from '@/lib/probes/store';
import type { ProbeResult } from '@/lib/probes/types';
import { createStandingWorld, type StandingWorld } from '@/lib/testing/standing';
import { actorOf, launchInput } from '@/lib/testing/world';
import { decideUpstream, proposeUpstream } from '@/lib/upstreams/mutations';
import { collectOnce } from '@/lib/usage/collector';
import { createSandbox } from '@/sandbox/server';
import { passportVerifyCommand } from './passport-verify-command';

const auditor = actorOf('auditor');
const platform = actorOf('platform', 'platform');
const lifetime = { reviewOn: '2998-12-01', endsOn: '2999-01-31' };
const launch = launchInput();
const input = { ...launch, proxy: { ...launch.proxy, lifetime } };
const { name } = input.proxy;
const host = 'httpbin.org';

let standing: StandingWorld;

beforeAll(async () => {
  const start = () => createSandbox({ paceMs: 0, usageLagMs: 0 });
  standing = await createStandingWorld(start, input);
});
afterAll(() => standing.close());

const target = async () => (await (await db()).select().from(runs))[0]?.targetId ?? '';

async function probed(daysAgo: number, negatives: ProbeResult['negatives']): Promise<void> {
  const { outputs } = standing.proxy;
  await saveProbeResult(await db(), await target(), {
    ...{ id: `probe_${daysAgo}`, proxy: name, at: new Date(Date.now() - daysAgo * 86_400_000) },
    ...{ requestedBy: 'schedule', verdict: 'healthy', outcome: 'ok', url: outputs.InvokeUrl ?? '' },
    ...{ status: 200, phases: { dns: 1, tcp: 2, tls: 8, wait: 40, transfer: 1 }, totalMs: 52 },
    ...{ addresses: [], isPrivateAddress: true, answeredBy: 'upstream', requestId: null },
    ...{ errorType: null, tlsVersion: null, certificateName: null, bodyExcerpt: null, error: null },
    negatives,
  });
}

/** So many approvals and runs of it as one page does not hold. */
async function lived(count: number): Promise<void> {
  const database = await db();
  const [first] = await database.select().from(runs);
  if (!first) throw new Error('there is no run');
  const subject = { subjectKind: 'proxy' as const, subjectName: name };
  await database.transaction(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const id = `run_lived_${index}`;
      const requestedAt = new Date(Date.now() - (index + 1) * 60_000);
      const own = { id, idempotencyKey: id, kind: 'update' as const, requestedAt };
      await tx.insert(runs).values({ ...first, ...own });
      await tx.insert(runSteps).values({
        ...{ runId: id, index: 0, ...subject, action: 'update', stackName: 'none' },
        ...{ clientToken: id, state: 'succeeded' },
      });
      const reason = `Word ${index}.`;
      const about = { object: name, team: 'payments', reason };
      await recordAudit(tx, { actor: platform, action: 'request.approve', ...about });
    }
  });
}

/** As the page and its download do, and the command that has neither network nor database. */
async function verified(passport: { subject: { name: string } }): Promise<string> {
  const payload = canonicalJson(passport);
  const ticket = await ticketFor(payload);
  const { body } = await issuePassport(auditor, { name: passport.subject.name, payload, ticket });
  const key = fingerprint((await passportKey()).publicKey);
  const checked = passportVerifyCommand(['file', '--key', key, '--print'], () => body);
  expect(checked).toMatchObject({ isGood: true });
  expect(checked?.lines.at(-1)).toBe(payload);
  const at = Math.floor(body.length / 2);
  const other = body[at] === 'A' ? 'B' : 'A';
  const changed = `${body.slice(0, at)}${other}${body.slice(at + 1)}`;
  expect(passportVerifyCommand(['file', '--key', key], () => changed)?.isGood).toBe(false);
  return checked?.lines.join('\n') ?? '';
}

const seal = { digest: 'd'.repeat(64), keyFingerprint: 'k'.repeat(43), keyUrl: '' };

it('the passport of a proxy says who may call, by what limits and template, who decided, and what became of it', async () => {
  await probed(2, [{ check: 'without_key', passed: true, evidence: '403 Forbidden' }]);
  await probed(1, [{ check: 'without_key', passed: false, evidence: '200 without a key' }]);
  await probed(0.5, []);
  await lived(60);
  const { outputs } = standing.proxy;
  const from = Date.now() - 86_400_000;
  await standing.world.control('POST', '/traffic', {
    ...{ apiId: outputs.RestApiId, keyId: outputs.KeyAId, from, to: from + 1, requests: 7 },
  });
  await collectOnce();

  const known = await getPassport(name, auditor.email, new Date());
  if (!known?.value) throw new Error('there is no passport');
  const passport = known.value;
  expect(passport).toMatchObject({
    subject: { kind: 'proxy', name, team: 'payments', environment: 'dev' },
    lifetime,
    network: { access: 'vpc', vpcId: standing.proxy.spec?.network.vpcId },
    access: { basis: 'template' },
    // As last probed for what must fail: neither the good word of before, nor the probe that did not ask.
    probe: { negatives: [{ check: 'without_key', passed: false, evidence: '200 without a key' }] },
    limits: { limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 } },
    keys: { slots: [{ slot: 'A', keyId: outputs.KeyAId }] },
    template: { sha256: digestOf(standing.proxy.template ?? ''), version: standing.proxy.version },
    approvals: { isCut: false },
    changes: { isCut: false },
    usage: { calls: 7 },
    register: { entry: null },
  });
  expect(passport.access.rows.length).toBeGreaterThan(2);
  expect(passport.approvals.rows).toHaveLength(60);
  expect(passport.approvals.rows[0]).toMatchObject({ by: platform.email, reason: 'Word 59.' });
  expect(passport.changes.rows).toHaveLength(61);
  expect(passport.changes.rows.at(0)).toMatchObject({ kind: 'create', state: 'succeeded' });
  expect(passport.refusals.known).not.toBeNull();
  expect(passport.refusals.byOutcome).toContainEqual({
    ...{ outcome: 'served', count: 7, isRefusal: false },
  });

  const text = await verified(passport);
  for (const said of [name, 'https://httpbin.org', passport.template.sha256, 'Word 0.'])
    expect(text).toContain(said);

  const sheet = renderToStaticMarkup(createElement(PassportSheet, { passport, seal }));
  for (const said of ['Who may call, and from where', '誰が、どこから呼び出せるか'])
    expect(sheet).toContain(said);
  for (const said of [
    '52 more in the signed file.',
    '53 more',
    'ほか 52 件は署名付きファイルに記載',
  ])
    expect(sheet).toContain(said);
});

it('says where the older ones are, when there are more than the file holds', async () => {
  const database = await db();
  await database.transaction(async (tx) => {
    for (let index = 0; index < 341; index += 1)
      await recordAudit(tx, { actor: platform, action: 'proxy.review', object: name });
  });
  const passport = (await getPassport(name, auditor.email, new Date()))?.value;
  if (!passport) throw new Error('there is no passport');
  expect(passport.approvals).toMatchObject({ isCut: true });
  expect(passport.approvals.rows).toHaveLength(400);
  const sheet = renderToStaticMarkup(createElement(PassportSheet, { passport, seal }));
  expect(sheet).toContain('392 more in the signed file; older ones are in Sluice alone.');
});

it('the passport of an upstream says what the register says, who decided, and by whom it is called', async () => {
  expect(await getUpstreamPassport(host, auditor.email, new Date())).toBeNull();
  const owned = { owner: 'ben@example.com', dataClass: 'public' as const, terms: '' };
  const member = actorOf('member', 'payments');
  await proposeUpstream(member, { host, team: 'payments', purpose: 'Echo', ...owned });
  const word = { reason: 'As agreed.', reviewOn: '2999-01-01' };
  await decideUpstream(platform, { verb: 'approve', host, ...word });
  const passport = (await getUpstreamPassport(host, auditor.email, new Date()))?.value;
  if (!passport) throw new Error('there is no passport');
  expect(passport).toMatchObject({
    subject: { kind: 'upstream', name: host, team: 'payments', owner: 'ben@example.com' },
    register: { entry: { state: 'approved', purpose: 'Echo', decidedBy: platform.email } },
    approvals: { rows: [{ action: 'upstream.approve', reason: 'As agreed.' }] },
    proxies: { rows: [{ subject: { name }, usage: { calls: 7 } }], unknown: [] },
  });
  const text = await verified(passport);
  expect(text).toMatch(new RegExp(`Called by +${name}`));
  const sheet = renderToStaticMarkup(createElement(UpstreamSheet, { passport, seal }));
  for (const said of ['Proxies that call it', 'As agreed.', name]) expect(sheet).toContain(said);
  expect(sheet).toMatch(/lang="ja"/);
});
