import { z } from 'zod';
import { networkSpecSchema } from '@/templates/network/spec';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { approvers } from '../governance/types';
import { reasonLengthMax } from '../requests/schema';
import { requestStates } from '../requests/types';
import { flag, none, operation } from './operation';
import { pageQuery } from './paging';
import { consequence } from './run-schemas';
import { answered, moment, next, problem, sent } from './schema-parts';
import { proxyBody, specChange, verdict } from './schemas';

/** What a launch or a change was refused for want of somebody's word, and why it should be let through. */
export const askBody = sent(
  'RequestAsk',
  z.strictObject({
    kind: z.enum(['launch', 'change']),
    reason: z.string().trim().min(3).max(reasonLengthMax),
    spec: proxyBody,
  }),
);

const decision = z.object({
  by: z.string(),
  as: z.enum(approvers),
  isApproved: z.boolean(),
  reason: z.string(),
  at: moment,
});

/** Kinds and states grow: a client treats a word that it does not know as one more. `href`: where people decide it. */
const request = answered(
  'Request',
  z.object({
    id: z.string(),
    kind: z.string(),
    proxy: z.string(),
    team: z.string(),
    state: z.string(),
    reason: z.string(),
    verdict,
    decisions: z.array(decision),
    /** Whose word is still needed; of one that is over, nobody's. */
    missing: z.array(z.enum(approvers)),
    requestedBy: z.string(),
    requestedAt: moment,
    expiresAt: moment,
    endedAt: moment.nullable(),
    runId: z.string().nullable(),
    /** Why what was approved could not run: what moved, or what the attempt met. */
    voidReason: z.union([z.object({ moved: z.string() }), problem]).nullable(),
    href: z.string(),
  }),
);

const oneRequest = answered(
  'RequestDetail',
  request.extend({
    spec: proxySpecSchema,
    saved: proxySpecSchema.nullable(),
    /** The network that a launch makes or adopts with it. */
    network: networkSpecSchema.nullable(),
    changes: z.array(specChange),
    consequences: z.array(consequence),
  }),
);

const requestList = answered('RequestList', z.object({ items: z.array(request), next }));

const requestWritten = answered('RequestWritten', z.object({ requestId: z.string() }));

/** Nobody decides by a token: an approval is the word of a person who has just said who they are. */
export const requestOperations = {
  listRequests: operation({
    id: 'listRequests',
    method: 'GET',
    path: '/requests',
    permission: 'fleet.read',
    query: pageQuery.extend({
      state: z.enum(requestStates).optional(),
      proxy: z.string().max(40).optional(),
      mine: flag.default(false),
    }),
    body: null,
    answers: { 200: requestList },
  }),
  askRequest: operation({
    id: 'askRequest',
    method: 'POST',
    path: '/requests',
    permission: 'request.ask',
    query: none,
    body: askBody,
    needsKey: true,
    answers: { 202: requestWritten },
  }),
  getRequest: operation({
    id: 'getRequest',
    method: 'GET',
    path: '/requests/{id}',
    permission: 'fleet.read',
    query: none,
    body: null,
    answers: { 200: oneRequest },
  }),
  withdrawRequest: operation({
    id: 'withdrawRequest',
    method: 'POST',
    path: '/requests/{id}/withdraw',
    permission: 'request.ask',
    query: none,
    body: null,
    answers: { 200: oneRequest },
  }),
} as const;
