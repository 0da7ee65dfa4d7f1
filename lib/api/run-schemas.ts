import { z } from 'zod';
import { answered, moment, next, problem } from './schema-parts';

export const subjectKind = z.enum(['proxy', 'network', 'bootstrap']);
export const subject = z.object({ kind: subjectKind, name: z.string() });

const propertyChange = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  recreation: z.string(),
});

const resourceChange = answered(
  'ResourceChange',
  z.looseObject({
    logicalId: z.string(),
    physicalId: z.string().nullable(),
    resourceType: z.string(),
    action: z.string(),
    replacement: z.string().nullable(),
    properties: z.array(propertyChange),
  }),
);

const runStep = z.looseObject({
  index: z.int(),
  subject,
  action: z.string(),
  stackName: z.string(),
  stackId: z.string().nullable(),
  clientToken: z.string(),
  plan: z.looseObject({ changeSetId: z.string(), changes: z.array(resourceChange) }).nullable(),
  state: z.string(),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
});

/** Kinds, states and steps grow: a client treats a word that it does not know as one more. */
export const runAnswer = answered(
  'Run',
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    subject,
    team: z.string(),
    state: z.string(),
    steps: z.array(runStep),
    failure: z
      .looseObject({
        stackName: z.string(),
        logicalId: z.string(),
        resourceType: z.string(),
        reason: z.string(),
      })
      .nullable(),
    problem: problem.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: moment.nullable(),
    requestedBy: z.string(),
    requestedAt: moment,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
  }),
);

/** How much it matters to callers: it breaks them, changes something for them, or they notice nothing. */
const weight = z.enum(['breaks', 'changes', 'calm']);

/** What callers will feel of a change: a code with its facts, and the sentence. Codes grow. */
export const consequence = answered(
  'Consequence',
  z.looseObject({ code: z.string(), weight, text: z.string() }),
);

/** Why a run failed, in plain words and in AWS's own. Codes grow. */
const cause = answered(
  'Cause',
  z.object({
    code: z.string(),
    facts: z.record(z.string(), z.string()),
    title: z.string(),
    text: z.string(),
    awsText: z.string(),
  }),
);

/** What can be done now, the most helpful first: where a person does it, and the call that does. Verbs grow. */
const nextStep = answered(
  'NextStep',
  z.looseObject({
    verb: z.string(),
    text: z.string(),
    href: z.string().nullable(),
    call: z
      .object({ method: z.enum(['POST', 'DELETE']), path: z.string(), body: z.unknown() })
      .nullable(),
  }),
);

export const oneRun = answered(
  'RunDetail',
  runAnswer.extend({
    consequences: z.array(consequence),
    cause: cause.nullable(),
    nextSteps: z.array(nextStep),
  }),
);

export const runList = answered('RunList', z.object({ items: z.array(runAnswer), next }));

const runEvent = answered(
  'RunEvent',
  z.looseObject({
    id: z.int(),
    stepIndex: z.int(),
    awsEventId: z.string(),
    at: moment,
    stackName: z.string(),
    logicalId: z.string(),
    physicalId: z.string().nullable(),
    resourceType: z.string(),
    status: z.string(),
    reason: z.string().nullable(),
  }),
);

export const runEventList = answered('RunEventList', z.object({ items: z.array(runEvent), next }));

export const runStarted = answered('RunStarted', z.object({ runId: z.string() }));
