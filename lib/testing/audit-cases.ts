import { eq } from 'drizzle-orm';
import { templatesVersion } from '@/templates/version';
import { planAdopted, planAdoption } from '../adoptions/mutations';
import {
  createChannel,
  removeChannel,
  saveAlertRules,
  saveAlertSettings,
  testChannel,
} from '../alerts/mutations';
import { defaultRules } from '../alerts/rules';
import { rulesSchema } from '../alerts/schema';
import { exportAudit } from '../audit/export';
import { recordRefusal } from '../audit/refusal';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import {
  accounts,
  alertChannels,
  extensions,
  keySchedules,
  requests,
  rollMembers,
  rolls,
  runs,
  tokens,
} from '../db/schema';
import { examinePath } from '../doctor/mutations';
import { adoptDrift, checkDrift, planDeployment, revertDrift } from '../drift/mutations';
import {
  adoptNetworkDrift,
  checkNetworkDrift,
  planNetworkDeployment,
  revertNetworkDrift,
} from '../drift/network-mutations';
import { askExtension, decideExtension } from '../extensions/mutations';
import { expireExtensions } from '../extensions/store';
import { guardrailsSchema } from '../governance/guardrails';
import { saveGuardrails } from '../governance/mutations';
import { DecisionRefused, GuardrailRefused } from '../governance/refusal';
import { createHandover, openHandover, revokeHandover } from '../handovers/mutations';
import { TooManyAttempts } from '../identity/attempts';
import { keepConfirmed } from '../identity/confirmation';
import { actorFor } from '../identity/gate';
import {
  createPerson,
  createToken,
  endSessions,
  ensureFirstPerson,
  revokeToken,
  revokeTokens,
} from '../identity/mutations';
import { callbackUrl } from '../identity/oidc-client';
import { beginOidc, finishOidc } from '../identity/oidc-flow';
import { isStillMember } from '../identity/oidc-refresh';
import { AccessDenied } from '../identity/permissions';
import { findSession, signIn, signInAs, signOut } from '../identity/sessions';
import { confirmByPassword, confirmPerson } from '../identity/step-up';
import { findToken } from '../identity/tokens';
import type { Actor } from '../identity/types';
import {
  changeKey,
  dropSchedule,
  requireRevealable,
  revealKey,
  scheduleKey,
} from '../keys/mutations';
import { advanceKeySchedules } from '../keys/schedule';
import {
  deleteNetwork,
  emptyNetwork,
  launchNetwork,
  planNetworkChange,
  prepareNetworkChange,
  prepareNetworkDelete,
  prepareNetworkLaunch,
  refreshVpcs,
} from '../networks/mutations';
import { ForeignOrigin } from '../origin';
import { issuePassport } from '../passport/mutations';
import { ticketFor } from '../passport/ticket';
import { passportFormat } from '../passport/types';
import { runProbe } from '../probes/mutations';
import { listSavedCalls, removeCall, saveCall } from '../probes/saved';
import { setProbeSchedule } from '../probes/schedule-mutations';
import { defaultThresholds } from '../probes/thresholds';
import {
  deleteProxy,
  launchProxy,
  planProxyChange,
  prepareChange,
  prepareDelete,
  prepareLaunch,
} from '../proxies/mutations';
import { reviewProxy } from '../proxies/review';
import {
  continueRollback,
  deleteRetaining,
  forceDelete,
  prepareRecovery,
  switchProtection,
} from '../recovery/mutations';
import { type AskInput, askRequest, decideRequest, withdrawRequest } from '../requests/mutations';
import { tellVoid } from '../requests/notices';
import { expireRequests, loadRequest } from '../requests/store';
import { advanceRolls } from '../rolls/drive';
import { previewRoll, startRoll, stopRoll } from '../rolls/mutations';
import { cancelRun, discardRun, executeRun } from '../runs/mutations';
import { retryRun } from '../runs/retry';
import { endRun } from '../runs/store';
import { checkUpstream, decideUpstream, proposeUpstream } from '../upstreams/mutations';
import { exportFleetUsage, exportProxyUsage } from '../usage/export';
import { createKeyToken } from '../usage/mutations';
import { makeByHand } from './api-by-hand';
import type { Ignored } from './audit-ledger';
import { changeOf, outputsOf, password, type Scene } from './audit-scene';
import type { Place } from './audited-sources';
import { throughProvider } from './oidc-provider';
import { confirmed, launchInput } from './world';

/** What one row must say. `of`: that it completes the first of the rows; or one of before, where that is `earlier`. */
export type ExpectedRow = {
  by: string;
  action: string;
  object?: string | null;
  of?: 'first' | 'earlier';
  changes?: true;
};

/** One thing that is done, in a world arranged for it, and the rows that it leaves. */
export type AuditCase = {
  of: Place;
  /** What it is about, where a function has several. */
  what?: string;
  /** Puts in place what it needs; answers how to do it. */
  arrange(scene: Scene): Promise<() => Promise<unknown>>;
  /** In their order; none for what only looks. */
  rows(scene: Scene): ExpectedRow[];
  /** Set where it is a refusal: it rejects, and leaves its row all the same. */
  isRefusal?: true;
  /** Set where the arrangement is used up by a deed that failed, so that it is made anew. */
  isSpent?: true;
  /** Set where nobody waits for it, so that it ends without rejecting and comes again later. */
  isPassedOver?: true;
  /** Tables, or columns of them, that change whether or not it comes to its effect, and why. */
  but?: { why: string; ignored: Ignored };
  /** What else may not have happened where no row could be written. */
  untouched?(scene: Scene): unknown;
};

let asked = 0;
const freshKey = (verb: string) => {
  asked += 1;
  return `${verb}-${asked}-0123456789`;
};

const key = ({ proxy }: Scene) => ({ proxy, slot: 'A' as const });
const address = '192.0.2.7';
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const bearer = (value: string) => new Headers({ authorization: `Bearer ${value}` });
const withCookies = (lines: readonly string[]) =>
  new Headers({ cookie: lines.map((line) => line.split(';')[0]).join('; ') });

/** A case that a member of the team, or whoever `as` names, does to the proxy that stands. */
type Deed = Omit<AuditCase, 'arrange' | 'rows'> & {
  action: string;
  does(scene: Scene, idempotencyKey: string): Promise<unknown>;
  as?: 'member' | 'platform' | 'stranger';
  object?: (scene: Scene) => string | null;
  changes?: true;
};

function deed({ action, does, as = 'member', object, changes, ...rest }: Deed): AuditCase {
  return {
    ...rest,
    async arrange(scene) {
      const idempotencyKey = freshKey('deed');
      return () => does(scene, idempotencyKey);
    },
    rows: (scene) => [
      {
        by: scene[as].email,
        action,
        object: object ? object(scene) : scene.proxy,
        ...(changes && { changes }),
      },
    ],
  };
}

/** A case of what looks and changes nothing. */
function look(
  of: Place,
  looks: (scene: Scene, idempotencyKey: string) => Promise<unknown>,
): AuditCase {
  return {
    of,
    arrange: async (scene) => () => looks(scene, freshKey('look')),
    rows: () => [],
  };
}

const guardrails = (max: number) =>
  guardrailsSchema.parse({
    version: 1,
    defaults: [
      {
        id: 'quota',
        bound: { of: 'quotaPerDay', max },
        verdict: 'approval',
        approver: 'platform',
        reason: 'Ask the platform team.',
      },
    ],
    tests: [],
  });

const save = (scene: Scene, max: number, base: number) =>
  saveGuardrails(scene.platform, { document: guardrails(max), reason: 'Less is more.', base });

/** What the guardrails ask somebody's word for, and their refusal. */
async function beyond(
  scene: Scene,
): Promise<{ input: AskInput; name: string; refusal: GuardrailRefused }> {
  await save(scene, 19, 0);
  const { proxy, network, idempotencyKey } = launchInput();
  const input = { network, idempotencyKey, reason: 'A release.' };
  const refusal = await launchProxy(scene.member, { proxy, network, idempotencyKey }).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof GuardrailRefused)) throw refusal ?? new Error('it was let through');
  return { input, name: proxy.name, refusal };
}

/** A request of the proxies' team that waits for somebody's word. */
export async function request(scene: Scene): Promise<{ id: string; name: string }> {
  const { input, name, refusal } = await beyond(scene);
  const { id } = await askRequest(scene.member, input, refusal);
  return { id, name };
}

/** A case about a request that waits; its proxy's name is known only then. */
function aboutRequest(
  of: Place,
  about: {
    what?: string;
    rows(scene: Scene): ExpectedRow[];
    does(scene: Scene, id: string): Promise<unknown>;
    before?(id: string): Promise<unknown>;
  },
): AuditCase {
  const { what, rows, does, before } = about;
  return {
    of,
    ...(what && { what }),
    async arrange(scene) {
      const { id } = await request(scene);
      await before?.(id);
      return () => does(scene, id);
    },
    rows,
  };
}

const word = { isApproved: true, reason: 'It is well.' };

async function proposed(scene: Scene, host: string): Promise<void> {
  await proposeUpstream(scene.member, {
    host,
    team: 'payments',
    purpose: 'Payments are made there',
    owner: 'ben@example.com',
    dataClass: 'internal',
    terms: '',
  });
}

async function channel({ member, receiver }: Scene): Promise<string> {
  const input = { team: 'payments', kind: 'webhook' as const, name: 'pager', to: receiver.url };
  return (await createChannel(member, input)).id;
}

const extension = ({ proxy, keyId }: Scene, amount: number) => ({
  proxy,
  keyId,
  amount,
  reason: 'A batch has to be sent.',
  idempotencyKey: freshKey('extension'),
});

const grant = {
  name: 'ci',
  scopes: ['fleet.read' as const],
  teams: null,
  days: 7,
};

async function visit({ provider }: Scene, who: Partial<Scene['provider']['person']> = {}) {
  provider.isRevoked = false;
  const person = { sub: 'u1', name: 'Pia', email: 'pia@example.com', groups: ['pay'] };
  provider.person = { ...person, ...who };
  const { url, secret } = await beginOidc({ next: '/', confirms: null });
  const search = await throughProvider(url, callbackUrl());
  return () => finishOidc(search, secret, new Headers());
}

const once = {
  why: 'who comes back from the provider does so once, whatever becomes of it',
  ignored: { verifications: 'all' as const },
};

const call = { method: 'GET' as const, path: '/get', headers: {}, body: null };

const schedule = {
  isOn: true,
  everyMinutes: 5,
  path: '/get',
  dailyMax: 100,
  thresholds: defaultThresholds,
};

/** A roll that is written down as if it had been previewed; of no proxy, or of the one that stands. */
async function roll(
  scene: Scene,
  state: 'planning' | 'planned' | 'rolling',
  { by = scene.platform.email, member }: { by?: string; member?: { runId: string | null } } = {},
) {
  const id = freshKey('roll');
  const row = { id, targetId: mainTarget().id, state, toVersion: templatesVersion };
  await (await db()).insert(rolls).values({ ...row, requestedBy: by, idempotencyKey: id });
  if (!member) return id;
  const of = { rollId: id, index: 0, wave: 1, name: scene.proxy, team: 'payments' };
  await (await db()).insert(rollMembers).values({ ...of, fromVersion: '0', ...member });
  return id;
}

const problemOfMember = {
  why: 'what could not be begun is written down as the member’s own, and the roll goes on without it',
  ignored: { roll_members: ['problem'] },
};

/** A deletion of the proxy that failed. */
async function failedRun({ member, proxy }: Scene): Promise<string> {
  const { runId } = await deleteProxy(member, {
    name: proxy,
    withNetwork: false,
    idempotencyKey: freshKey('failed'),
  });
  const failed = { state: 'failed' as const, endedAt: new Date() };
  await (await db()).update(runs).set(failed).where(eq(runs.id, runId));
  return runId;
}

const launchedNetwork = () => {
  const input = launchInput();
  if (input.network.choice !== 'create') throw new Error('the input makes no network');
  return { network: input.network.network, idempotencyKey: input.idempotencyKey };
};

/** An edit of the empty network, as it was launched but for its owner. */
function networkEdit(scene: Scene) {
  const { network, idempotencyKey } = launchedNetwork();
  return {
    network: { ...network, name: scene.emptyNetwork, owner: 'eve@example.com' },
    idempotencyKey,
  };
}

const ofProxy = (scene: Scene, idempotencyKey: string) => ({ name: scene.proxy, idempotencyKey });

const identityCases: AuditCase[] = [
  deed({
    of: 'lib/identity/mutations.ts#createToken',
    action: 'token.create',
    object: () => 'ci',
    does: ({ member }) => createToken(member, grant),
  }),
  {
    of: 'lib/identity/mutations.ts#revokeToken',
    async arrange({ member }) {
      await createToken(member, grant);
      const [token] = await (await db()).select().from(tokens);
      return () => revokeToken(member, token?.id ?? '');
    },
    rows: ({ member }) => [{ by: member.email, action: 'token.revoke', object: 'ci' }],
  },
  {
    of: 'lib/identity/mutations.ts#endSessions',
    async arrange({ platform, member }) {
      await signInAs(member.personId, new Headers());
      return () => endSessions(platform, member.personId);
    },
    rows: ({ platform, member }) => [
      { by: platform.email, action: 'person.end_sessions', object: member.email },
    ],
  },
  {
    of: 'lib/identity/mutations.ts#revokeTokens',
    async arrange({ platform, member }) {
      await createToken(member, grant);
      return () => revokeTokens(platform, member.personId);
    },
    rows: ({ platform, member }) => [
      { by: platform.email, action: 'person.revoke_tokens', object: member.email },
    ],
  },
  {
    of: 'lib/identity/mutations.ts#createPerson',
    arrange: async () => () =>
      createPerson({
        ...{ name: 'New', email: 'new@example.com', password },
        ...{ role: 'member', teams: ['payments'] },
      }),
    rows: () => [{ by: 'system', action: 'person.create', object: 'new@example.com' }],
  },
  {
    of: 'lib/identity/mutations.ts#ensureFirstPerson',
    arrange: async () => ensureFirstPerson,
    rows: () => [{ by: 'system', action: 'person.create', object: 'root@example.com' }],
  },
  {
    of: 'lib/identity/sessions.ts#signIn',
    arrange: async () => () => signIn({ email: 'pat@example.com', password }, new Headers()),
    rows: () => [{ by: 'pat@example.com', action: 'session.start' }],
  },
  {
    of: 'lib/identity/sessions.ts#signIn',
    what: 'with a wrong password',
    isRefusal: true,
    arrange: async () => () =>
      signIn({ email: 'pat@example.com', password: 'a wrong one' }, new Headers()),
    rows: () => [{ by: 'system', action: 'session.refused', object: 'pat@example.com' }],
  },
  {
    of: 'lib/identity/sessions.ts#signInAs',
    arrange:
      async ({ member }) =>
      () =>
        signInAs(member.personId, new Headers()),
    rows: ({ member }) => [{ by: member.email, action: 'session.start' }],
  },
  {
    of: 'lib/identity/sessions.ts#signOut',
    async arrange({ member }) {
      const headers = withCookies(await signInAs(member.personId, new Headers()));
      return () => signOut(headers);
    },
    rows: ({ member }) => [{ by: member.email, action: 'session.end' }],
  },
  {
    of: 'lib/identity/oidc-flow.ts#finishOidc',
    what: 'for the first time',
    isSpent: true,
    but: once,
    arrange: visit,
    rows: () => [
      { by: 'system', action: 'person.create', object: 'pia@example.com' },
      { by: 'pia@example.com', action: 'session.start' },
    ],
  },
  {
    of: 'lib/identity/oidc-flow.ts#finishOidc',
    what: 'with other groups',
    isSpent: true,
    but: once,
    async arrange(scene) {
      await (await visit(scene))();
      return visit(scene, { groups: ['plat'] });
    },
    rows: () => [
      { by: 'system', action: 'person.update', object: 'pia@example.com', changes: true },
      { by: 'pia@example.com', action: 'session.start' },
    ],
  },
  {
    of: 'lib/identity/oidc-flow.ts#finishOidc',
    what: 'without a group that lets in',
    isSpent: true,
    but: once,
    arrange: (scene) => visit(scene, { groups: [] }),
    rows: () => [{ by: 'system', action: 'session.refused' }],
  },
  {
    of: 'lib/identity/oidc-flow.ts#finishOidc',
    what: 'to say again who one is',
    isSpent: true,
    but: once,
    async arrange(scene) {
      const arrival = await (await visit(scene))();
      const headers = withCookies(arrival.kind === 'in' ? arrival.cookies : []);
      const confirms = await findSession(headers);
      const { url, secret } = await beginOidc({ next: '/', confirms });
      const search = await throughProvider(url, callbackUrl());
      return () => finishOidc(search, secret, headers);
    },
    rows: () => [{ by: 'pia@example.com', action: 'session.confirm', object: 'pia@example.com' }],
  },
  {
    of: 'lib/identity/oidc-refresh.ts#isStillMember',
    what: 'whom the provider knows no more',
    isSpent: true,
    but: {
      why: 'that the provider was asked is written down before, so that one replica asks',
      ignored: { accounts: ['updated_at'] },
    },
    async arrange(scene) {
      await (await visit(scene))();
      const long = { updatedAt: new Date(0) };
      const [account] = await (await db())
        .update(accounts)
        .set(long)
        .where(eq(accounts.accountId, 'u1'))
        .returning();
      scene.provider.isRevoked = true;
      return () => isStillMember(account?.userId ?? '');
    },
    rows: () => [{ by: 'system', action: 'session.end', object: 'pia@example.com' }],
  },
  {
    of: 'lib/identity/step-up.ts#confirmPerson',
    what: 'with a wrong answer',
    isRefusal: true,
    arrange:
      async ({ member }) =>
      () =>
        confirmPerson(member, { password: '', personId: 'person_chie' }, new Headers()),
    rows: ({ member }) => [
      { by: member.email, action: 'session.unconfirmed', object: member.email },
    ],
  },
  {
    of: 'lib/identity/step-up.ts#confirmByPassword',
    async arrange() {
      const pat = await actorFor('pat@example.com');
      return () => confirmByPassword(pat, password, new Headers());
    },
    rows: () => [{ by: 'pat@example.com', action: 'session.confirm', object: 'pat@example.com' }],
  },
  {
    of: 'lib/identity/tokens.ts#findToken',
    what: 'one that was revoked',
    isRefusal: true,
    async arrange({ member }) {
      const { value } = await createToken(member, grant);
      await (await db()).update(tokens).set({ revokedAt: new Date() });
      return () => findToken(bearer(value));
    },
    rows: () => [{ by: 'system', action: 'token.refused', object: 'ci' }],
  },
  {
    of: 'lib/audit/refusal.ts#recordRefusal',
    what: 'of the gate',
    arrange:
      async ({ stranger, proxy }) =>
      () =>
        recordRefusal(
          stranger,
          new AccessDenied('proxy.delete', { team: 'payments', name: proxy }),
        ),
    rows: ({ stranger, proxy }) => [{ by: stranger.email, action: 'access.denied', object: proxy }],
  },
  {
    of: 'lib/audit/refusal.ts#recordRefusal',
    what: 'of the guardrails',
    async arrange(scene) {
      const { refusal } = await beyond(scene);
      return () => recordRefusal(scene.member, refusal);
    },
    rows: ({ member }) => [{ by: member.email, action: 'guardrail.refuse' }],
  },
  {
    of: 'lib/audit/refusal.ts#recordRefusal',
    what: 'of who decides about their own',
    arrange:
      async ({ platform, proxy }) =>
      () =>
        recordRefusal(
          platform,
          new DecisionRefused('own', {
            permission: 'request.decide',
            object: proxy,
            team: 'payments',
          }),
        ),
    rows: ({ platform, proxy }) => [{ by: platform.email, action: 'access.denied', object: proxy }],
  },
  {
    of: 'lib/audit/refusal.ts#recordRefusal',
    what: 'of another origin',
    // The second from an address within a quarter of an hour leaves none.
    isSpent: true,
    arrange: async () => () =>
      recordRefusal('system', new ForeignOrigin('proxy.launch', 'https://evil.test', '192.0.2.9')),
    rows: () => [{ by: 'system', action: 'access.denied', object: 'proxy.launch' }],
  },
  {
    of: 'lib/audit/refusal.ts#recordRefusal',
    what: 'of too many attempts',
    arrange: async () => () =>
      recordRefusal(
        'system',
        new TooManyAttempts('session', 'ben@example.com', { excess: 1, retryAfterS: 9 }),
      ),
    rows: () => [{ by: 'system', action: 'session.refused', object: 'ben@example.com' }],
  },
];

const exportCases: AuditCase[] = [
  deed({
    of: 'lib/audit/export.ts#exportAudit',
    action: 'audit.export',
    as: 'platform',
    object: () => null,
    does: ({ platform }) => exportAudit(platform, {}),
  }),
  deed({
    of: 'lib/usage/export.ts#exportProxyUsage',
    action: 'usage.export',
    does: ({ member, proxy }) => exportProxyUsage(member, proxy, {}),
  }),
  deed({
    of: 'lib/usage/export.ts#exportFleetUsage',
    action: 'usage.export',
    object: () => null,
    does: ({ member }) => exportFleetUsage(member, {}),
  }),
  deed({
    of: 'lib/passport/mutations.ts#issuePassport',
    action: 'passport.export',
    async does({ member, proxy }) {
      const payload = JSON.stringify({
        format: passportFormat,
        issuedAt: new Date(),
        issuedBy: member.email,
        subject: { name: proxy, team: 'payments' },
      });
      const ticket = await ticketFor(payload);
      return issuePassport(member, { name: proxy, payload, ticket });
    },
  }),
];

const keyCases: AuditCase[] = [
  deed({
    of: 'lib/keys/mutations.ts#revealKey',
    action: 'key.reveal',
    does: (scene) => revealKey(scene.member, key(scene), confirmed(scene.member)),
  }),
  look('lib/keys/mutations.ts#requireRevealable', (scene) =>
    requireRevealable(scene.member, key(scene), confirmed(scene.member)),
  ),
  deed({
    of: 'lib/keys/mutations.ts#changeKey',
    action: 'key.label',
    changes: true,
    does: ({ member, proxy }, idempotencyKey) =>
      changeKey(member, {
        proxy,
        change: { kind: 'label', slot: 'a', consumer: 'billing', owner: '' },
        idempotencyKey,
      }),
  }),
  {
    of: 'lib/keys/mutations.ts#scheduleKey',
    async arrange({ member, proxy }) {
      await scheduleKey(member, { proxy, slot: 'a', when: { silentDays: 7 } });
      const dueAt = new Date(Date.now() + 86_400_000);
      return () => scheduleKey(member, { proxy, slot: 'a', when: { dueAt } });
    },
    rows: ({ member, proxy }) => [
      { by: member.email, action: 'key.schedule', object: proxy, changes: true },
    ],
  },
  {
    of: 'lib/keys/mutations.ts#dropSchedule',
    async arrange({ member, proxy }) {
      const { id } = await scheduleKey(member, { proxy, slot: 'a', when: { silentDays: 7 } });
      return () => dropSchedule(member, { id });
    },
    rows: ({ member, proxy }) => [
      { by: member.email, action: 'key.unschedule', object: proxy, changes: true },
    ],
  },
  {
    of: 'lib/keys/schedule.ts#advanceKeySchedules',
    what: 'when a key is due',
    isSpent: true,
    isPassedOver: true,
    but: {
      why: 'when it is looked at again, and why it could not be begun, is no effect',
      ignored: { key_schedules: ['look_at', 'problem'] },
    },
    async arrange({ member, proxy }) {
      await scheduleKey(member, { proxy, slot: 'a', when: { dueAt: new Date(0) } });
      return advanceKeySchedules;
    },
    rows: ({ proxy }) => [{ by: 'system', action: 'key.disable', object: proxy, changes: true }],
  },
  {
    of: 'lib/keys/schedule.ts#advanceKeySchedules',
    what: 'when its key is gone',
    isSpent: true,
    isPassedOver: true,
    but: {
      why: 'when it is looked at again, and why it could not be begun, is no effect',
      ignored: { key_schedules: ['look_at', 'problem'] },
    },
    async arrange({ member, proxy }) {
      await scheduleKey(member, { proxy, slot: 'a', when: { dueAt: new Date(0) } });
      await (await db()).update(keySchedules).set({ keyId: 'gone' });
      return advanceKeySchedules;
    },
    rows: ({ proxy }) => [{ by: 'system', action: 'key.unschedule', object: proxy, changes: true }],
  },
  deed({
    of: 'lib/handovers/mutations.ts#createHandover',
    action: 'handover.create',
    does: (scene) => createHandover(scene.member, key(scene), confirmed(scene.member)),
  }),
  {
    of: 'lib/handovers/mutations.ts#openHandover',
    async arrange(scene) {
      const made = await createHandover(scene.member, key(scene), confirmed(scene.member));
      return () => openHandover(scene.stranger, made, address);
    },
    rows: ({ stranger, proxy }) => [{ by: stranger.email, action: 'handover.open', object: proxy }],
  },
  {
    of: 'lib/handovers/mutations.ts#openHandover',
    what: 'with a wrong secret',
    isRefusal: true,
    async arrange(scene) {
      const { id } = await createHandover(scene.member, key(scene), confirmed(scene.member));
      return () => openHandover(scene.stranger, { id, secret: 'wrong' }, address);
    },
    rows: ({ stranger, proxy }) => [
      { by: stranger.email, action: 'handover.refused', object: proxy },
    ],
  },
  {
    of: 'lib/handovers/mutations.ts#revokeHandover',
    async arrange(scene) {
      const { id } = await createHandover(scene.member, key(scene), confirmed(scene.member));
      return () => revokeHandover(scene.member, { id });
    },
    rows: ({ member, proxy }) => [{ by: member.email, action: 'handover.revoke', object: proxy }],
  },
  deed({
    of: 'lib/usage/mutations.ts#createKeyToken',
    action: 'token.create',
    object: () => 'reader',
    does: ({ member, proxy, keyId }) =>
      createKeyToken(member, { proxy, keyId, name: 'reader', days: 7 }),
  }),
];

const alertCases: AuditCase[] = [
  deed({
    of: 'lib/alerts/mutations.ts#saveAlertSettings',
    action: 'alert.settings',
    changes: true,
    object: () => 'payments',
    does: ({ member }) =>
      saveAlertSettings(member, {
        ...{ team: 'payments', locale: 'ja', zone: 'Asia/Tokyo' },
        ...{ isQuiet: true, quietFrom: 1_320, quietUntil: 420 },
      }),
  }),
  deed({
    of: 'lib/alerts/mutations.ts#saveAlertRules',
    action: 'alert.rules',
    changes: true,
    object: () => 'payments',
    does: ({ member }) =>
      saveAlertRules(
        member,
        rulesSchema.parse({
          team: 'payments',
          proxy: null,
          rules: { ...defaultRules, throttled: { isOn: true, value: 9 } },
        }),
      ),
  }),
  deed({
    of: 'lib/alerts/mutations.ts#createChannel',
    action: 'alert.channel_create',
    object: () => 'pager',
    does: channel,
  }),
  {
    of: 'lib/alerts/mutations.ts#removeChannel',
    async arrange(scene) {
      const id = await channel(scene);
      return () => removeChannel(scene.member, id);
    },
    rows: ({ member }) => [{ by: member.email, action: 'alert.channel_remove', object: 'pager' }],
  },
  {
    of: 'lib/alerts/mutations.ts#testChannel',
    async arrange(scene) {
      const id = await channel(scene);
      return () => testChannel(scene.member, id);
    },
    rows: ({ member }) => [
      { by: member.email, action: 'alert.test', object: 'pager' },
      { by: member.email, action: 'alert.test_end', object: 'pager', of: 'first' },
    ],
    untouched: ({ receiver }) => receiver.received.length,
  },
  {
    of: 'lib/alerts/mutations.ts#testChannel',
    what: 'that cannot be opened any more',
    isRefusal: true,
    async arrange(scene) {
      const id = await channel(scene);
      await (await db()).update(alertChannels).set({ sealed: 'of another installation' });
      return () => testChannel(scene.member, id);
    },
    rows: ({ member }) => [
      { by: member.email, action: 'alert.test', object: 'pager' },
      { by: member.email, action: 'alert.test_end', object: 'pager', of: 'first' },
    ],
  },
];

const governanceCases: AuditCase[] = [
  {
    of: 'lib/governance/mutations.ts#saveGuardrails',
    async arrange(scene) {
      const { version } = await save(scene, 19, 0);
      return () => save(scene, 18, version);
    },
    rows: ({ platform }) => [{ by: platform.email, action: 'guardrail.save', changes: true }],
  },
  deed({
    of: 'lib/upstreams/mutations.ts#proposeUpstream',
    action: 'upstream.propose',
    changes: true,
    object: () => 'api.example.com',
    does: (scene) => proposed(scene, 'api.example.com'),
  }),
  {
    of: 'lib/upstreams/mutations.ts#proposeUpstream',
    what: 'anew',
    async arrange(scene) {
      const host = 'api.example.com';
      await proposed(scene, host);
      await decideUpstream(scene.platform, { verb: 'decline', host, reason: 'Not yet.' });
      return () => proposed(scene, host);
    },
    rows: ({ member }) => [
      { by: member.email, action: 'upstream.propose', object: 'api.example.com', changes: true },
    ],
  },
  {
    of: 'lib/upstreams/mutations.ts#decideUpstream',
    async arrange(scene) {
      const host = 'api.example.com';
      await proposed(scene, host);
      const reviewOn = tomorrow();
      const reason = 'It is well known.';
      return () => decideUpstream(scene.platform, { verb: 'approve', host, reason, reviewOn });
    },
    rows: ({ platform }) => [
      { by: platform.email, action: 'upstream.approve', object: 'api.example.com', changes: true },
    ],
  },
  {
    of: 'lib/upstreams/mutations.ts#checkUpstream',
    async arrange(scene) {
      const host = 'api.example.com';
      await proposed(scene, host);
      return () => checkUpstream(scene.member, { host });
    },
    rows: ({ member }) => [
      { by: member.email, action: 'upstream.check', object: 'api.example.com' },
    ],
  },
  {
    of: 'lib/requests/mutations.ts#askRequest',
    async arrange(scene) {
      const { input, refusal } = await beyond(scene);
      return () => askRequest(scene.member, input, refusal);
    },
    rows: ({ member }) => [{ by: member.email, action: 'request.ask' }],
  },
  aboutRequest('lib/requests/mutations.ts#decideRequest', {
    what: 'approving, which begins its run',
    does: ({ platform }, id) => decideRequest(platform, { id, ...word }),
    rows: ({ platform, member }) => [
      { by: platform.email, action: 'request.approve', changes: true },
      { by: member.email, action: 'proxy.launch', changes: true },
    ],
  }),
  aboutRequest('lib/requests/mutations.ts#decideRequest', {
    what: 'denying',
    does: ({ platform }, id) => decideRequest(platform, { id, isApproved: false, reason: 'No.' }),
    rows: ({ platform }) => [{ by: platform.email, action: 'request.deny', changes: true }],
  }),
  aboutRequest('lib/requests/mutations.ts#withdrawRequest', {
    does: ({ member }, id) => withdrawRequest(member, { id }),
    rows: ({ member }) => [{ by: member.email, action: 'request.withdraw', changes: true }],
  }),
  aboutRequest('lib/requests/store.ts#expireRequests', {
    before: async (id) =>
      (await db())
        .update(requests)
        .set({ expiresAt: new Date(0) })
        .where(eq(requests.id, id)),
    does: () => expireRequests(),
    rows: () => [{ by: 'system', action: 'request.expire' }],
  }),
  aboutRequest('lib/requests/notices.ts#tellVoid', {
    async does(_, id) {
      const row = await loadRequest(id);
      if (!row) throw new Error(`there is no request ${id}`);
      return (await db()).transaction((tx) => tellVoid(tx, row, { moved: 'spec' }, new Date()));
    },
    rows: () => [{ by: 'system', action: 'request.void' }],
  }),
  deed({
    of: 'lib/extensions/mutations.ts#askExtension',
    action: 'extension.ask',
    does: (scene) => askExtension(scene.member, extension(scene, 5)),
  }),
  {
    of: 'lib/extensions/mutations.ts#decideExtension',
    async arrange(scene) {
      const { id } = await askExtension(scene.member, extension(scene, 30));
      return () => decideExtension(scene.platform, { id, ...word });
    },
    rows: ({ platform, proxy }) => [
      { by: platform.email, action: 'extension.approve', object: proxy, changes: true },
    ],
  },
  {
    of: 'lib/extensions/store.ts#expireExtensions',
    async arrange(scene) {
      await askExtension(scene.member, extension(scene, 30));
      await (await db()).update(extensions).set({ endsAt: new Date(0) });
      return expireExtensions;
    },
    rows: ({ proxy }) => [{ by: 'system', action: 'extension.end', object: proxy, of: 'earlier' }],
  },
];

const probeCases: AuditCase[] = [
  {
    of: 'lib/probes/mutations.ts#runProbe',
    arrange:
      async ({ member, proxy }) =>
      () =>
        runProbe(member, { proxy, ...call }),
    rows: ({ member, proxy }) => [
      { by: member.email, action: 'proxy.probe', object: proxy },
      { by: member.email, action: 'proxy.probe_end', object: proxy, of: 'first' },
    ],
  },
  {
    of: 'lib/probes/mutations.ts#runProbe',
    what: 'that cannot be made',
    isRefusal: true,
    arrange:
      async ({ member, stuckDeletion }) =>
      () =>
        runProbe(member, { proxy: stuckDeletion, ...call }),
    rows: ({ member, stuckDeletion }) => [
      { by: member.email, action: 'proxy.probe', object: stuckDeletion },
      { by: member.email, action: 'proxy.probe_end', object: stuckDeletion, of: 'first' },
    ],
  },
  {
    of: 'lib/doctor/mutations.ts#examinePath',
    arrange:
      async ({ member, proxy }) =>
      () =>
        examinePath(member, { name: proxy }),
    rows: ({ member, proxy }) => [
      { by: member.email, action: 'proxy.probe', object: proxy },
      { by: member.email, action: 'proxy.probe_end', object: proxy, of: 'first' },
    ],
  },
  deed({
    of: 'lib/probes/schedule-mutations.ts#setProbeSchedule',
    action: 'probe.schedule',
    changes: true,
    does: ({ member, proxy }) => setProbeSchedule(member, { proxy, ...schedule }),
  }),
  {
    of: 'lib/probes/saved.ts#saveCall',
    async arrange({ member, proxy }) {
      const kept = { proxy, name: 'health', ...call };
      await saveCall(member, kept);
      return () => saveCall(member, { ...kept, path: '/anything' });
    },
    rows: ({ member, proxy }) => [
      { by: member.email, action: 'probe.save', object: proxy, changes: true },
    ],
  },
  {
    of: 'lib/probes/saved.ts#removeCall',
    async arrange({ member, proxy }) {
      await saveCall(member, { proxy, name: 'health', ...call });
      const [kept] = await listSavedCalls(proxy);
      return () => removeCall(member, { proxy, id: kept?.id ?? '' });
    },
    rows: ({ member, proxy }) => [{ by: member.email, action: 'probe.remove', object: proxy }],
  },
];

const runCases: AuditCase[] = [
  deed({
    of: 'lib/runs/mutations.ts#executeRun',
    action: 'run.execute',
    does: ({ member, plannedRun }) => executeRun(member, plannedRun),
  }),
  deed({
    of: 'lib/runs/mutations.ts#discardRun',
    action: 'run.discard',
    does: ({ member, plannedRun }) => discardRun(member, plannedRun),
  }),
  deed({
    of: 'lib/runs/mutations.ts#cancelRun',
    action: 'run.cancel',
    object: ({ heldProxy }) => heldProxy,
    does: ({ member, heldRun }) => cancelRun(member, heldRun),
  }),
  {
    of: 'lib/runs/store.ts#endRun',
    arrange:
      async ({ heldRun }) =>
      () =>
        endRun(heldRun, 'succeeded', null),
    rows: ({ heldProxy }) => [
      { by: 'system', action: 'run.end', object: heldProxy, of: 'earlier' },
    ],
  },
  {
    of: 'lib/runs/retry.ts#retryRun',
    async arrange(scene) {
      const runId = await failedRun(scene);
      await keepConfirmed(scene.member);
      return () => retryRun(scene.member, runId);
    },
    rows: ({ member, proxy }) => [{ by: member.email, action: 'proxy.delete', object: proxy }],
  },
  deed({
    of: 'lib/recovery/mutations.ts#continueRollback',
    action: 'proxy.continue_rollback',
    object: (scene) => scene.stuckRollback,
    does: ({ member, stuckRollback: name }, idempotencyKey) =>
      continueRollback(member, { kind: 'proxy', name, skip: ['Stage'], idempotencyKey }),
  }),
  deed({
    of: 'lib/recovery/mutations.ts#deleteRetaining',
    action: 'proxy.delete_retaining',
    object: (scene) => scene.stuckDeletion,
    does: ({ member, stuckDeletion: name }, idempotencyKey) =>
      deleteRetaining(member, { kind: 'proxy', name, retain: ['Api'], idempotencyKey }),
  }),
  deed({
    of: 'lib/recovery/mutations.ts#forceDelete',
    action: 'proxy.force_delete',
    object: (scene) => scene.stuckDeletion,
    does: ({ member, stuckDeletion: name }, idempotencyKey) =>
      forceDelete(member, { kind: 'proxy', name, idempotencyKey }),
  }),
  look('lib/recovery/mutations.ts#prepareRecovery', ({ member, proxy: name }, idempotencyKey) =>
    prepareRecovery(member, { kind: 'proxy', name, idempotencyKey }, { verb: 'protect' }),
  ),
  deed({
    of: 'lib/recovery/mutations.ts#switchProtection',
    action: 'proxy.protect',
    changes: true,
    does: ({ member, proxy: name }, idempotencyKey) =>
      switchProtection(member, { kind: 'proxy', name, isProtected: true, idempotencyKey }),
  }),
];

const proxyCases: AuditCase[] = [
  {
    of: 'lib/proxies/mutations.ts#launchProxy',
    async arrange({ member }) {
      const input = launchInput();
      return () => launchProxy(member, input);
    },
    rows: ({ member }) => [{ by: member.email, action: 'proxy.launch', changes: true }],
  },
  look('lib/proxies/mutations.ts#prepareLaunch', ({ member }) =>
    prepareLaunch(member, launchInput()),
  ),
  deed({
    of: 'lib/proxies/mutations.ts#planProxyChange',
    action: 'proxy.plan',
    changes: true,
    does: ({ member, input }, idempotencyKey) =>
      planProxyChange(member, changeOf(input, idempotencyKey)),
  }),
  look('lib/proxies/mutations.ts#prepareChange', ({ member, input }, idempotencyKey) =>
    prepareChange(member, changeOf(input, idempotencyKey)),
  ),
  deed({
    of: 'lib/proxies/mutations.ts#deleteProxy',
    action: 'proxy.delete',
    does: (scene, idempotencyKey) =>
      deleteProxy(scene.member, { ...ofProxy(scene, idempotencyKey), withNetwork: false }),
  }),
  look('lib/proxies/mutations.ts#prepareDelete', (scene, idempotencyKey) =>
    prepareDelete(scene.member, { ...ofProxy(scene, idempotencyKey), withNetwork: false }),
  ),
  deed({
    of: 'lib/proxies/review.ts#reviewProxy',
    action: 'proxy.review',
    changes: true,
    does: (scene, idempotencyKey) =>
      reviewProxy(scene.member, { ...ofProxy(scene, idempotencyKey), reviewOn: tomorrow() }),
  }),
  {
    of: 'lib/networks/mutations.ts#launchNetwork',
    async arrange({ member }) {
      const input = launchedNetwork();
      return () => launchNetwork(member, input);
    },
    rows: ({ member }) => [{ by: member.email, action: 'network.launch', changes: true }],
  },
  look('lib/networks/mutations.ts#prepareNetworkLaunch', ({ member }) =>
    prepareNetworkLaunch(member, launchedNetwork()),
  ),
  {
    of: 'lib/networks/mutations.ts#planNetworkChange',
    async arrange(scene) {
      const input = networkEdit(scene);
      return () => planNetworkChange(scene.member, input);
    },
    rows: ({ member, emptyNetwork: object }) => [
      { by: member.email, action: 'network.plan', object, changes: true },
    ],
  },
  look('lib/networks/mutations.ts#prepareNetworkChange', (scene) =>
    prepareNetworkChange(scene.member, networkEdit(scene)),
  ),
  deed({
    of: 'lib/networks/mutations.ts#deleteNetwork',
    action: 'network.delete',
    object: (scene) => scene.emptyNetwork,
    does: ({ member, emptyNetwork: name }, idempotencyKey) =>
      deleteNetwork(member, { name, idempotencyKey }),
  }),
  look(
    'lib/networks/mutations.ts#prepareNetworkDelete',
    ({ member, emptyNetwork: name }, idempotencyKey) =>
      prepareNetworkDelete(member, { name, idempotencyKey }),
  ),
  deed({
    of: 'lib/networks/mutations.ts#emptyNetwork',
    what: 'which leaves a row for each proxy',
    action: 'proxy.delete',
    does: ({ member, network: name, proxy }, idempotencyKey) =>
      emptyNetwork(member, { name, proxies: [proxy], idempotencyKey }),
  }),
  look('lib/networks/mutations.ts#refreshVpcs', ({ member }) => refreshVpcs(member)),
  {
    of: 'lib/adoptions/mutations.ts#planAdoption',
    async arrange({ platform, emptyNetwork: network }) {
      const { VpcId: vpcId = '', EndpointId: endpointId = '' } = await outputsOf(network);
      const name = freshKey('adopted').slice(0, 20).replace(/-$/, '');
      const { apiId } = await makeByHand({ name, vpcId, endpointId });
      const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };
      const upstreamUrl = 'https://httpbin.org';
      const idempotencyKey = freshKey('import');
      const input = { apiId, name, ...owned, network, upstreamUrl, keys: [], idempotencyKey };
      return () => planAdoption(platform, input);
    },
    rows: ({ platform }) => [{ by: platform.email, action: 'proxy.import', changes: true }],
  },
  deed({
    of: 'lib/adoptions/mutations.ts#planAdopted',
    action: 'proxy.import',
    as: 'platform',
    does: ({ platform, proxy: name }) =>
      planAdopted(platform, { name, idempotencyKey: freshKey('adopted') }),
  }),
];

/** These change what is at AWS, and stand last for it. */
const driftCases: AuditCase[] = [
  look('lib/drift/mutations.ts#checkDrift', ({ member, proxy: name }) =>
    checkDrift(member, { name }),
  ),
  look('lib/drift/network-mutations.ts#checkNetworkDrift', ({ member, network: name }) =>
    checkNetworkDrift(member, { name }),
  ),
  deed({
    of: 'lib/drift/mutations.ts#planDeployment',
    action: 'proxy.plan',
    does: (scene, idempotencyKey) => planDeployment(scene.member, ofProxy(scene, idempotencyKey)),
  }),
  deed({
    of: 'lib/drift/network-mutations.ts#planNetworkDeployment',
    action: 'network.plan',
    object: ({ network }) => network,
    does: ({ member, network: name }, idempotencyKey) =>
      planNetworkDeployment(member, { name, idempotencyKey }),
  }),
  drifted('lib/drift/mutations.ts#adoptDrift', {
    action: 'proxy.plan',
    object: ({ proxy }) => proxy,
    hand: ({ hands, proxy }) => hands.setQuota(proxy, '7000'),
    does: adoptDrift,
  }),
  drifted('lib/drift/mutations.ts#revertDrift', {
    action: 'proxy.revert',
    object: ({ proxy }) => proxy,
    hand: async () => {},
    does: revertDrift,
  }),
  drifted('lib/drift/network-mutations.ts#revertNetworkDrift', {
    action: 'network.revert',
    object: ({ network }) => network,
    hand: ({ hands, network }) => hands.switchOffHostnames(network),
    does: revertNetworkDrift,
  }),
  drifted('lib/drift/network-mutations.ts#adoptNetworkDrift', {
    action: 'network.plan',
    object: (scene) => scene.emptyNetwork,
    hand: ({ hands, emptyNetwork: network }) => hands.dropProbe(network),
    does: adoptNetworkDrift,
  }),
];

/** A case of what was changed by hand; taken up or put back, its row says what. */
function drifted(
  of: Place,
  given: {
    action: string;
    object(scene: Scene): string;
    hand(scene: Scene): Promise<unknown>;
    does(actor: Actor, input: { name: string; idempotencyKey: string }): Promise<unknown>;
  },
): AuditCase {
  const { action, object, hand, does } = given;
  return {
    of,
    async arrange(scene) {
      await hand(scene);
      const idempotencyKey = freshKey('drift');
      return () => does(scene.member, { name: object(scene), idempotencyKey });
    },
    rows: (scene) => [{ by: scene.member.email, action, object: object(scene), changes: true }],
  };
}

const rollCases: AuditCase[] = [
  {
    of: 'lib/rolls/drive.ts#advanceRolls',
    what: 'which plans a member',
    isSpent: true,
    isPassedOver: true,
    but: problemOfMember,
    async arrange(scene) {
      await roll(scene, 'planning', { member: { runId: null } });
      return advanceRolls;
    },
    rows: ({ platform, proxy }) => [{ by: platform.email, action: 'proxy.plan', object: proxy }],
  },
  {
    of: 'lib/rolls/drive.ts#advanceRolls',
    what: 'which executes the plan of a member',
    isSpent: true,
    isPassedOver: true,
    but: problemOfMember,
    async arrange(scene) {
      await roll(scene, 'rolling', { member: { runId: scene.plannedRun } });
      return advanceRolls;
    },
    rows: ({ platform, proxy }) => [{ by: platform.email, action: 'run.execute', object: proxy }],
  },
  {
    of: 'lib/rolls/mutations.ts#previewRoll',
    async arrange({ platform, hands, proxy }) {
      await hands.makeOlder(proxy);
      const idempotencyKey = freshKey('preview');
      return () => previewRoll(platform, { idempotencyKey });
    },
    rows: ({ platform }) => [{ by: platform.email, action: 'roll.preview' }],
  },
  {
    of: 'lib/rolls/mutations.ts#startRoll',
    async arrange(scene) {
      const rollId = await roll(scene, 'planned');
      return () => startRoll(scene.platform, { rollId });
    },
    rows: ({ platform }) => [{ by: platform.email, action: 'roll.start' }],
  },
  {
    of: 'lib/rolls/mutations.ts#stopRoll',
    async arrange(scene) {
      const rollId = await roll(scene, 'planned');
      return () => stopRoll(scene.platform, { rollId });
    },
    rows: ({ platform }) => [{ by: platform.email, action: 'roll.stop' }],
  },
  {
    of: 'lib/rolls/drive.ts#advanceRolls',
    what: 'to its end',
    async arrange(scene) {
      const rollId = await roll(scene, 'planned');
      await stopRoll(scene.platform, { rollId });
      return advanceRolls;
    },
    rows: () => [{ by: 'system', action: 'roll.end', of: 'earlier' }],
  },
  {
    of: 'lib/rolls/drive.ts#advanceRolls',
    what: 'of whoever has lost the right to it',
    async arrange(scene) {
      await roll(scene, 'planning', { by: scene.member.email, member: { runId: null } });
      return advanceRolls;
    },
    rows: () => [{ by: 'system', action: 'roll.stop' }],
  },
];

export const auditCases: readonly AuditCase[] = [
  ...identityCases,
  ...exportCases,
  ...keyCases,
  ...alertCases,
  ...governanceCases,
  ...probeCases,
  ...runCases,
  ...proxyCases,
  ...driftCases,
  ...rollCases,
];

/** Functions that write within others, which have their cases; by the one in whose case they are seen. */
export const seenWithin: Record<Place, Place> = {
  'lib/extensions/store.ts#recordEnd': 'lib/extensions/store.ts#expireExtensions',
  'lib/identity/oidc-people.ts#keepPerson': 'lib/identity/oidc-flow.ts#finishOidc',
  'lib/identity/oidc-people.ts#keepMembership': 'lib/identity/oidc-flow.ts#finishOidc',
  'lib/identity/confirmation.ts#keepConfirmed': 'lib/identity/step-up.ts#confirmByPassword',
  'lib/identity/sessions.ts#startSession': 'lib/identity/sessions.ts#signIn',
  'lib/runs/start-run.ts#startRun': 'lib/proxies/mutations.ts#launchProxy',
  'lib/runs/start-run.ts#startOnce': 'lib/proxies/mutations.ts#launchProxy',
  'lib/proxies/mutations.ts#planSaved': 'lib/rolls/drive.ts#advanceRolls',
  'lib/networks/mutations.ts#planSavedNetwork': 'lib/rolls/drive.ts#advanceRolls',
  'lib/adoptions/mutations.ts#prepareAdoption': 'lib/adoptions/mutations.ts#planAdoption',
  'lib/runs/mutations.ts#executePlanned': 'lib/rolls/drive.ts#advanceRolls',
  'lib/probes/mutations.ts#probeStanding': 'lib/probes/mutations.ts#runProbe',
};

/** Functions that are found by the rule and are no deeds, and why. */
export const noDeeds: Record<Place, string> = {
  'lib/audit/mutations.ts#recordAudit': 'the writing itself',
  'lib/audit/mutations.ts#recordIntent': 'the writing itself',
  'lib/audit/mutations.ts#chainEarlierRows': 'gives rows of before the chain their places',
  'lib/keys/schedule.ts#startKeySchedule': 'calls advanceKeySchedules by the clock',
  'lib/passport/mutations.ts#digestOf': 'pure',
};

/** Actions and operations that come to no row, and why. */
export const withoutRow: Record<Place, string> = {
  'app/actions.ts#setLocaleAction': 'a cookie of the browser',
  'app/actions.ts#setThemeAction': 'a cookie of the browser',
  'app/audit/actions.ts#verifyAuditAction': 'reads',
  'app/errors/actions.ts#findRequestAction': 'reads',
  'app/guardrails/actions.ts#replayGuardrailsAction': 'reckons with a draft that is kept nowhere',
  'app/networks/actions.ts#checkNetworkDriftAction': 'asks AWS what is',
  'app/networks/actions.ts#refreshVpcsAction': 'asks AWS what is',
  'app/proxies/actions.ts#checkDriftAction': 'asks AWS what is',
  'app/api/v1/render/route.ts#POST': 'pure',
};
