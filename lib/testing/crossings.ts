import { createChannel, removeChannel, testChannel } from '../alerts/mutations';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { rolls } from '../db/schema';
import { askExtension, decideExtension } from '../extensions/mutations';
import { createHandover, revokeHandover } from '../handovers/mutations';
import { listTokens } from '../identity/data';
import { createToken, revokeToken } from '../identity/mutations';
import type { Actor } from '../identity/types';
import { changeKey, dropSchedule, revealKey, scheduleKey } from '../keys/mutations';
import { runProbe } from '../probes/mutations';
import { removeCall, saveCall } from '../probes/saved';
import { setProbeSchedule } from '../probes/schedule-mutations';
import { defaultThresholds } from '../probes/thresholds';
import { decideRequest, withdrawRequest } from '../requests/mutations';
import { startRoll, stopRoll } from '../rolls/mutations';
import { cancelRun, discardRun, executeRun } from '../runs/mutations';
import { retryRun } from '../runs/retry';
import { checkUpstream, decideUpstream, proposeUpstream } from '../upstreams/mutations';
import { createKeyToken } from '../usage/mutations';
import { request } from './audit-cases';
import type { Scene } from './audit-scene';
import type { Place } from './audited-sources';
import { confirmed } from './world';

/** One thing that is done to an object of a team: what makes the object, and how whoever it is tries. */
export type Crossing = {
  of: Place;
  /** Answers how the object is named: an id, a host, or a proxy's name. */
  make(scene: Scene): Promise<string>;
  tries(actor: Actor, object: string, key: string): Promise<unknown>;
};

const word = { isApproved: true, reason: 'It is well.' };
const call = { method: 'GET' as const, path: '/get', headers: {}, body: null };
let made = 0;
const fresh = (what: string) => `${what}-${++made}-0123456789`;

const theProxy = async ({ proxy }: Scene) => proxy;
const channel = async ({ member, receiver }: Scene) => {
  const input = { team: 'payments', kind: 'webhook' as const, name: 'pager', to: receiver.url };
  return (await createChannel(member, input)).id;
};
const extension = async ({ member, proxy, keyId }: Scene) => {
  const idempotencyKey = fresh('crossing');
  const input = { proxy, keyId, amount: 30, reason: 'A batch.', idempotencyKey };
  return (await askExtension(member, input)).id;
};
const upstream = async ({ member }: Scene) => {
  const host = 'crossing.example.com';
  await proposeUpstream(member, {
    ...{ host, team: 'payments', purpose: 'Payments', owner: 'ben@example.com' },
    ...{ dataClass: 'internal', terms: '' },
  });
  return host;
};
const requested = async (scene: Scene) => (await request(scene)).id;
const roll = async ({ platform }: Scene) => {
  const id = fresh('roll');
  const row = { id, targetId: mainTarget().id, state: 'planned' as const, toVersion: '1' };
  await (await db())
    .insert(rolls)
    .values({ ...row, requestedBy: platform.email, idempotencyKey: id });
  return id;
};

/** What has a name or an id of its own beside proxies and networks, which `e2e/matrix.spec.ts` crosses in the build. */
export const crossings: Crossing[] = [
  {
    of: 'lib/extensions/mutations.ts#askExtension',
    make: theProxy,
    tries: (actor, proxy, idempotencyKey) =>
      askExtension(actor, { proxy, keyId: 'k1', amount: 1, reason: 'Mine.', idempotencyKey }),
  },
  {
    of: 'lib/extensions/mutations.ts#decideExtension',
    make: extension,
    tries: (actor, id) => decideExtension(actor, { id, ...word }),
  },
  {
    of: 'lib/requests/mutations.ts#decideRequest',
    make: requested,
    tries: (actor, id) => decideRequest(actor, { id, ...word }),
  },
  {
    of: 'lib/requests/mutations.ts#withdrawRequest',
    make: requested,
    tries: (actor, id) => withdrawRequest(actor, { id }),
  },
  { of: 'lib/alerts/mutations.ts#removeChannel', make: channel, tries: removeChannel },
  { of: 'lib/alerts/mutations.ts#testChannel', make: channel, tries: testChannel },
  {
    of: 'lib/identity/mutations.ts#revokeToken',
    make: async ({ member }) => {
      const name = fresh('token').slice(0, 20);
      await createToken(member, { name, scopes: ['fleet.read'], teams: null, days: 7 });
      const [token] = await listTokens(member);
      return token?.id ?? '';
    },
    tries: revokeToken,
  },
  {
    of: 'lib/keys/mutations.ts#revealKey',
    make: theProxy,
    tries: (actor, proxy) => revealKey(actor, { proxy, slot: 'A' }, confirmed(actor)),
  },
  {
    of: 'lib/keys/mutations.ts#changeKey',
    make: theProxy,
    tries: (actor, proxy, idempotencyKey) =>
      changeKey(actor, {
        proxy,
        change: { kind: 'label', slot: 'a', consumer: 'mine', owner: '' },
        idempotencyKey,
      }),
  },
  {
    of: 'lib/keys/mutations.ts#scheduleKey',
    make: theProxy,
    tries: (actor, proxy) => scheduleKey(actor, { proxy, slot: 'a', when: { silentDays: 7 } }),
  },
  {
    of: 'lib/keys/mutations.ts#dropSchedule',
    make: async ({ member, proxy }) =>
      (await scheduleKey(member, { proxy, slot: 'a', when: { silentDays: 7 } })).id,
    tries: (actor, id) => dropSchedule(actor, { id }),
  },
  {
    of: 'lib/handovers/mutations.ts#createHandover',
    make: theProxy,
    tries: (actor, proxy) => createHandover(actor, { proxy, slot: 'A' }, confirmed(actor)),
  },
  {
    of: 'lib/handovers/mutations.ts#revokeHandover',
    make: async ({ member, proxy }) =>
      (await createHandover(member, { proxy, slot: 'A' }, confirmed(member))).id,
    tries: (actor, id) => revokeHandover(actor, { id }),
  },
  {
    of: 'lib/usage/mutations.ts#createKeyToken',
    make: theProxy,
    tries: (actor, proxy) => createKeyToken(actor, { proxy, keyId: 'k1', name: 'mine', days: 7 }),
  },
  {
    of: 'lib/probes/mutations.ts#runProbe',
    make: theProxy,
    tries: (actor, proxy) => runProbe(actor, { proxy, ...call }),
  },
  {
    of: 'lib/probes/saved.ts#saveCall',
    make: theProxy,
    tries: (actor, proxy) => saveCall(actor, { proxy, name: 'mine', ...call }),
  },
  {
    of: 'lib/probes/saved.ts#removeCall',
    make: theProxy,
    tries: (actor, proxy) => removeCall(actor, { proxy, id: 'c1' }),
  },
  {
    of: 'lib/probes/schedule-mutations.ts#setProbeSchedule',
    make: theProxy,
    tries: (actor, proxy) =>
      setProbeSchedule(actor, {
        ...{ proxy, isOn: true, everyMinutes: 5, path: '/get', dailyMax: 100 },
        thresholds: defaultThresholds,
      }),
  },
  {
    of: 'lib/rolls/mutations.ts#startRoll',
    make: roll,
    tries: (actor, rollId) => startRoll(actor, { rollId }),
  },
  {
    of: 'lib/rolls/mutations.ts#stopRoll',
    make: roll,
    tries: (actor, rollId) => stopRoll(actor, { rollId }),
  },
  {
    of: 'lib/upstreams/mutations.ts#checkUpstream',
    make: upstream,
    tries: (actor, host) => checkUpstream(actor, { host }),
  },
  {
    of: 'lib/upstreams/mutations.ts#decideUpstream',
    make: upstream,
    tries: (actor, host) => decideUpstream(actor, { verb: 'decline', host, reason: 'Mine.' }),
  },
  ...[
    { name: 'executeRun', tries: executeRun },
    { name: 'discardRun', tries: discardRun },
    { name: 'cancelRun', tries: cancelRun },
  ].map(
    ({ name, tries }): Crossing => ({
      of: `lib/runs/mutations.ts#${name}`,
      make: async ({ plannedRun }) => plannedRun,
      tries,
    }),
  ),
  {
    of: 'lib/runs/retry.ts#retryRun',
    make: async ({ plannedRun }) => plannedRun,
    tries: retryRun,
  },
];

/** What names no object of a team, and why; by module where that is so of all in it. */
export const uncrossed: [RegExp, string][] = [
  [/^lib\/(proxies|networks|recovery|drift|doctor|adoptions)\//, 'by name: e2e/matrix.spec.ts'],
  [/^lib\/(audit|passport)\//, 'of all that there is, which everybody reads'],
  [/^lib\/alerts\/mutations\.ts#(saveAlert\w+|createChannel)$/, 'of a team, which is no secret'],
  [/^lib\/identity\//, 'of oneself, or of the platform alone'],
  [/#(probeStanding|executePlanned)$/, 'called by no person: lib/architecture.test.ts'],
  [/^lib\/governance\//, 'of the platform alone'],
  [
    /#(askRequest|proposeUpstream|previewRoll|openHandover|requireRevealable)$/,
    'makes, or opens by a secret',
  ],
];
