import { z } from 'zod';
import { none, operation } from './operation';
import { consequence } from './run-schemas';
import { age, answered, moment, problem } from './schema-parts';

const memberKind = z.enum(['network', 'proxy']);

/** States grow: a client treats a word that it does not know as one more. */
const roll = answered(
  'Roll',
  z.object({
    id: z.string(),
    state: z.string(),
    toVersion: z.string(),
    requestedBy: z.string(),
    requestedAt: moment,
    decidedBy: z.string().nullable(),
    decidedAt: moment.nullable(),
    stoppedBy: z.string().nullable(),
    endedAt: moment.nullable(),
  }),
);

const behind = z.object({
  kind: memberKind,
  name: z.string(),
  team: z.string(),
  version: z.string(),
});

const rollList = answered(
  'RollList',
  z.object({ items: z.array(roll), behind: z.array(behind), ...age }),
);

const rollMember = z.looseObject({
  index: z.int(),
  /** From 1. */
  wave: z.int(),
  kind: memberKind,
  name: z.string(),
  team: z.string(),
  fromVersion: z.string(),
  runId: z.string().nullable(),
  problem: problem.nullable(),
  state: z.string(),
  consequences: z.array(consequence),
});

const oneRoll = answered('RollDetail', roll.extend({ members: z.array(rollMember) }));

const rollWritten = answered('RollWritten', z.object({ rollId: z.string() }));

export const rollOperations = {
  listRolls: operation({
    id: 'listRolls',
    method: 'GET',
    path: '/rolls',
    permission: 'fleet.read',
    query: none,
    body: null,
    answers: { 200: rollList },
  }),
  previewRoll: operation({
    id: 'previewRoll',
    method: 'POST',
    path: '/rolls',
    permission: 'fleet.roll',
    query: none,
    body: null,
    needsKey: true,
    answers: { 202: rollWritten },
  }),
  getRoll: operation({
    id: 'getRoll',
    method: 'GET',
    path: '/rolls/{id}',
    permission: 'fleet.read',
    query: none,
    body: null,
    answers: { 200: oneRoll },
  }),
  startRoll: operation({
    id: 'startRoll',
    method: 'POST',
    path: '/rolls/{id}/start',
    permission: 'fleet.roll',
    query: none,
    body: null,
    answers: { 202: rollWritten },
  }),
  stopRoll: operation({
    id: 'stopRoll',
    method: 'POST',
    path: '/rolls/{id}/stop',
    permission: 'fleet.roll',
    query: none,
    body: null,
    answers: { 202: rollWritten },
  }),
} as const;
