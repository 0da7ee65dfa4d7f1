import { z } from 'zod';
import type { Permission } from '../identity/permissions';
import { pageQuery } from './paging';
import {
  dryRunAnswer,
  networkBody,
  networkList,
  oneNetwork,
  oneProxy,
  proxyBody,
  proxyList,
  recoverBody,
  renderBody,
  rendered,
  runAnswer,
  runEventList,
  runList,
  runStarted,
  tokenAnswer,
} from './schemas';
import { myUsageList } from './usage-schemas';

/** One verb on one path of the API: what it takes, what it answers and what it asks of a token. */
export type Operation<
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType | null = z.ZodType | null,
> = {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1. */
  path: string;
  /** Null where any token will do. */
  permission: Permission | null;
  query: Q;
  body: B;
  /** A mutation that starts a run is repeated safely under the key it was first sent with. */
  needsKey: boolean;
  /** Schemas by status; events come as a stream too, where that is asked for. */
  answers: Record<number, z.ZodType>;
  isStream?: true;
};

function operation<Q extends z.ZodType, B extends z.ZodType | null>(
  given: Omit<Operation<Q, B>, 'needsKey'> & { needsKey?: boolean },
): Operation<Q, B> {
  return { needsKey: false, ...given };
}

const none = z.strictObject({});
const flag = z.stringbool({ truthy: ['true'], falsy: ['false'], error: 'must be true or false' });
const dryRun = { dryRun: flag.default(false) };
const startsRun = { 200: dryRunAnswer, 202: runStarted };

export const operations = {
  getToken: operation({
    id: 'getToken',
    method: 'GET',
    path: '/token',
    permission: null,
    query: none,
    body: null,
    answers: { 200: tokenAnswer },
  }),
  listProxies: operation({
    id: 'listProxies',
    method: 'GET',
    path: '/proxies',
    permission: 'fleet.read',
    query: pageQuery.extend({ team: z.string().max(40).optional() }),
    body: null,
    answers: { 200: proxyList },
  }),
  launchProxy: operation({
    id: 'launchProxy',
    method: 'POST',
    path: '/proxies',
    permission: 'proxy.launch',
    query: z.strictObject(dryRun),
    body: proxyBody,
    needsKey: true,
    answers: startsRun,
  }),
  getProxy: operation({
    id: 'getProxy',
    method: 'GET',
    path: '/proxies/{name}',
    permission: 'fleet.read',
    query: none,
    body: null,
    answers: { 200: oneProxy },
  }),
  planProxy: operation({
    id: 'planProxy',
    method: 'PUT',
    path: '/proxies/{name}',
    permission: 'proxy.update',
    query: z.strictObject(dryRun),
    body: proxyBody,
    needsKey: true,
    answers: startsRun,
  }),
  deleteProxy: operation({
    id: 'deleteProxy',
    method: 'DELETE',
    path: '/proxies/{name}',
    permission: 'proxy.delete',
    query: z.strictObject({ ...dryRun, withNetwork: flag.default(false) }),
    body: null,
    needsKey: true,
    answers: startsRun,
  }),
  recoverProxy: operation({
    id: 'recoverProxy',
    method: 'POST',
    path: '/proxies/{name}/recover',
    // To see it; each verb asks for a right of its own on top.
    permission: 'fleet.read',
    query: none,
    body: recoverBody,
    needsKey: true,
    answers: { 202: runStarted },
  }),
  listMyUsage: operation({
    id: 'listMyUsage',
    method: 'GET',
    path: '/usage',
    permission: 'usage.read',
    query: pageQuery.extend({ name: z.string().max(40).optional() }),
    body: null,
    answers: { 200: myUsageList },
  }),
  listNetworks: operation({
    id: 'listNetworks',
    method: 'GET',
    path: '/networks',
    permission: 'fleet.read',
    query: pageQuery,
    body: null,
    answers: { 200: networkList },
  }),
  launchNetwork: operation({
    id: 'launchNetwork',
    method: 'POST',
    path: '/networks',
    permission: 'network.launch',
    query: z.strictObject(dryRun),
    body: networkBody,
    needsKey: true,
    answers: startsRun,
  }),
  getNetwork: operation({
    id: 'getNetwork',
    method: 'GET',
    path: '/networks/{name}',
    permission: 'fleet.read',
    query: none,
    body: null,
    answers: { 200: oneNetwork },
  }),
  planNetwork: operation({
    id: 'planNetwork',
    method: 'PUT',
    path: '/networks/{name}',
    permission: 'network.update',
    query: z.strictObject(dryRun),
    body: networkBody,
    needsKey: true,
    answers: startsRun,
  }),
  deleteNetwork: operation({
    id: 'deleteNetwork',
    method: 'DELETE',
    path: '/networks/{name}',
    permission: 'network.delete',
    query: z.strictObject(dryRun),
    body: null,
    needsKey: true,
    answers: startsRun,
  }),
  recoverNetwork: operation({
    id: 'recoverNetwork',
    method: 'POST',
    path: '/networks/{name}/recover',
    // To see it; each verb asks for a right of its own on top.
    permission: 'fleet.read',
    query: none,
    body: recoverBody,
    needsKey: true,
    answers: { 202: runStarted },
  }),
  listRuns: operation({
    id: 'listRuns',
    method: 'GET',
    path: '/runs',
    permission: 'fleet.read',
    query: pageQuery.extend({
      kind: z.enum(['proxy', 'network']).optional(),
      name: z.string().max(40).optional(),
    }),
    body: null,
    answers: { 200: runList },
  }),
  getRun: operation({
    id: 'getRun',
    method: 'GET',
    path: '/runs/{id}',
    permission: 'fleet.read',
    query: none,
    body: null,
    answers: { 200: runAnswer },
  }),
  listRunEvents: operation({
    id: 'listRunEvents',
    method: 'GET',
    path: '/runs/{id}/events',
    permission: 'fleet.read',
    query: pageQuery,
    body: null,
    answers: { 200: runEventList },
    isStream: true,
  }),
  executeRun: operation({
    id: 'executeRun',
    method: 'POST',
    path: '/runs/{id}/execute',
    // That of changing what the run is of, a proxy or a network, asked for once it is known.
    permission: null,
    query: none,
    body: null,
    answers: { 202: runStarted },
  }),
  discardRun: operation({
    id: 'discardRun',
    method: 'POST',
    path: '/runs/{id}/discard',
    // That of changing what the run is of, a proxy or a network, asked for once it is known.
    permission: null,
    query: none,
    body: null,
    answers: { 202: runStarted },
  }),
  cancelRun: operation({
    id: 'cancelRun',
    method: 'POST',
    path: '/runs/{id}/cancel',
    // That of changing what the run is of, a proxy or a network, asked for once it is known.
    permission: null,
    query: none,
    body: null,
    answers: { 202: runStarted },
  }),
  renderSpec: operation({
    id: 'renderSpec',
    method: 'POST',
    path: '/render',
    permission: null,
    query: none,
    body: renderBody,
    answers: { 200: rendered },
  }),
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;
