import { z } from 'zod';
import { none, operation } from './operation';
import { pageQuery } from './paging';
import { oneRun, runEventList, runList, runStarted } from './run-schemas';

export const runOperations = {
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
    answers: { 200: oneRun },
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
  retryRun: operation({
    id: 'retryRun',
    method: 'POST',
    path: '/runs/{id}/retry',
    // That of changing what the run is of and of what is tried again, asked for once they are known.
    permission: null,
    query: none,
    body: null,
    answers: { 202: runStarted },
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
} as const;
