import { z } from 'zod';
import { endpointIdSchema, vpcIdSchema } from '@/templates/aws-ids';
import { environments, nameSchema } from '@/templates/names';
import { networkSpecSchema } from '@/templates/network/spec';
import { keysSchema } from '@/templates/proxy/key-slots';
import { lifetimeSchema } from '@/templates/proxy/lifetime';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { specSchema } from '@/templates/spec';
import { errorCodes, refusalIds } from '../errors';
import { approvers } from '../governance/types';
import { tokenScopes } from '../identity/token-choices';
import { recoveryVerbs } from '../recovery/asked';
import { movedSchema } from '../runs/moved';
import { consequence, subject, subjectKind } from './run-schemas';
import { age, answered, moment, next, problem, sent } from './schema-parts';
import { quota } from './usage-schemas';

const standingNetwork = z.strictObject({
  name: nameSchema,
  vpcId: vpcIdSchema.optional(),
  endpointId: endpointIdSchema.optional(),
});

sent('NetworkSpec', networkSpecSchema);
answered('NetworkSpecStored', networkSpecSchema);
answered('ProxySpecStored', proxySpecSchema);

/**
 * A proxy's spec whose network is one that stands, by name, or a whole spec: one to be made with the proxy, or the
 * one that was, so that what launched a proxy can be sent again to change it.
 */
export const proxyBody = sent(
  'ProxySpec',
  proxySpecSchema.extend({
    network: z.union([standingNetwork, networkSpecSchema]),
    // What is left out stays as it is: a file that says nothing of keys must not undo a rotation, nor a review.
    keys: keysSchema.optional(),
    lifetime: lifetimeSchema.optional(),
    // What says nothing of it leads to this dashboard.
    errorPages: proxySpecSchema.shape.errorPages.removeDefault().optional(),
  }),
);

export const networkBody = networkSpecSchema;

export const renderBody = sent('Spec', z.union([proxyBody, ...specSchema.options.slice(1)]));

/** CloudFormation's rule for logical ids; our stacks have fewer than a hundred resources. */
const logicalIds = z.array(z.string().regex(/^[A-Za-z0-9]{1,255}$/)).max(200);

/** The ways out of a stack that got stuck, and its termination protection. */
export const recoverBody = sent(
  'Recovery',
  z.discriminatedUnion('verb', [
    z.strictObject({ verb: z.literal('continue_rollback'), skip: logicalIds.default([]) }),
    z.strictObject({ verb: z.literal('delete_retaining'), retain: logicalIds.min(1) }),
    z.strictObject({ verb: z.literal('force_delete') }),
    z.strictObject({ verb: z.literal('protect') }),
    z.strictObject({ verb: z.literal('unprotect') }),
  ]),
);

/** Deploy what is saved, adopt what is, or put back what was deployed. */
export const mendBody = sent(
  'Mending',
  z.strictObject({ verb: z.enum(['deploy', 'adopt', 'revert']) }),
);

/** One property whose three sides differ; null where it is absent on that side. */
const difference = z.looseObject({
  where: z.string(),
  property: z.string(),
  kind: z.enum(['undeployed', 'drift', 'both']),
  ours: z.string().nullable(),
  deployed: z.string().nullable(),
  actual: z.string().nullable(),
  isRevertible: z.boolean(),
  isAdoptable: z.boolean(),
});

/** `live` only where all three sides were compared and are the same. */
export const liveReport = answered(
  'LiveReport',
  z.object({
    state: z.enum(['live', 'undeployed', 'drifted', 'changing', 'failed', 'unknown']),
    differences: z.array(difference),
    checkedAt: moment.nullable(),
    problem: problem.nullable(),
  }),
);

const stackFacts = {
  name: z.string(),
  team: z.string(),
  owner: z.string(),
  environment: z.enum(environments),
  version: z.string(),
  /** launching, ready, changing, failed, deleting; phases grow as states do. */
  phase: z.string(),
  status: z.string(),
  statusReason: z.string().nullable(),
  stackName: z.string(),
  stackId: z.string(),
  createdAt: moment,
  updatedAt: moment.nullable(),
  outputs: z.record(z.string(), z.string()),
  activeRunId: z.string().nullable(),
};

/** `empty`: four times in five between `earliest` and `latest`; without `latest` the quota may as well last. */
const usage = z.object({
  perHour: z.number(),
  empty: z
    .object({ keyId: z.string(), at: moment, earliest: moment, latest: moment.nullable() })
    .nullable(),
  asOf: moment,
});

export const proxyAnswer = answered(
  'Proxy',
  z.object({
    ...stackFacts,
    spec: proxySpecSchema.nullable(),
    quota: quota.nullable(),
    usage: usage.nullable(),
  }),
);

export const networkAnswer = answered(
  'Network',
  z.object({ ...stackFacts, spec: networkSpecSchema.nullable(), proxies: z.array(z.string()) }),
);

export const proxyList = answered(
  'ProxyList',
  z.object({ items: z.array(proxyAnswer), next, ...age }),
);
export const networkList = answered(
  'NetworkList',
  z.object({ items: z.array(networkAnswer), next, ...age }),
);
export const oneProxy = answered('ProxyDetail', proxyAnswer.extend(age));
export const oneNetwork = answered('NetworkDetail', networkAnswer.extend(age));

export const rendered = answered(
  'Rendered',
  z.object({
    stacks: z.array(
      z.object({
        kind: subjectKind,
        name: z.string(),
        stackName: z.string(),
        capabilities: z.array(z.string()),
        tags: z.record(z.string(), z.string()),
        spec: z.record(z.string(), z.unknown()),
        template: z.string(),
      }),
    ),
  }),
);

export const specChange = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() });

/** What the guardrails say; `reason` as the platform team wrote it. */
export const verdict = z.object({
  kind: z.enum(['at_once', 'approval', 'no']),
  approvers: z.array(z.enum(approvers)),
  findings: z.array(
    z.object({
      rule: z.string(),
      field: z.string(),
      verdict: z.enum(['approval', 'no']),
      approver: z.enum(approvers).nullable(),
      reason: z.string(),
      reasonJa: z.string().nullable(),
    }),
  ),
});

export const dryRunAnswer = answered(
  'DryRun',
  z.object({
    dryRun: z.literal(true),
    action: z.union([z.enum(['create', 'update', 'delete']), z.enum(recoveryVerbs)]),
    subject,
    wouldStart: z.boolean(),
    refusals: z.array(problem),
    verdict: verdict.nullable(),
    changes: z.array(specChange),
    consequences: z.array(consequence),
    deletes: z.array(z.object({ kind: subjectKind, name: z.string(), stackName: z.string() })),
    /** Who called what would be deleted, in the last seven UTC days; null of anything but a proxy's deletion. */
    callers: z
      .object({
        keys: z
          .array(
            z.object({
              proxy: z.string(),
              keyId: z.string(),
              slot: z.string(),
              consumer: z.string(),
              calls: z.int().nullable(),
            }),
          )
          .nullable(),
        asOf: moment.nullable(),
      })
      .nullable(),
    stacks: rendered.shape.stacks,
  }),
);

export const tokenAnswer = answered(
  'Token',
  z.object({
    owner: z.string(),
    role: z.enum(['platform', 'member', 'auditor']),
    prefix: z.string(),
    scopes: z.array(z.enum(tokenScopes)),
    teams: z.array(z.string()).nullable(),
  }),
);

export const problemAnswer = answered(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.enum(errorCodes),
    reason: z.enum(refusalIds).optional(),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          detail: z.string(),
        }),
      )
      .optional(),
    verdict: verdict.optional(),
    /** Of a plan that is not executed any more: what has changed since it was made. */
    moved: movedSchema.optional(),
  }),
);
