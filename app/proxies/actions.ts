'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { adoptDrift, checkDrift, planDeployment, revertDrift } from '@/lib/drift/mutations';
import { setProbeSchedule } from '@/lib/probes/schedule-mutations';
import { probeScheduleSchema } from '@/lib/probes/schedule-schema';
import { deleteProxy, launchProxy, planProxyChange } from '@/lib/proxies/mutations';
import { reviewProxy } from '@/lib/proxies/review';
import { launchProxySchema, newProxySchema, parseLaunchProxyForm } from '@/lib/proxies/schema';
import { orAsk } from '@/lib/requests/or-ask';
import { requestReasonSchema } from '@/lib/requests/schema';
import { routes } from '@/lib/routes';

const deleteProxySchema = z.object({
  name: z.string().min(1).max(40),
  withNetwork: z.stringbool().default(false),
  idempotencyKey: z.string().min(8).max(100),
});

const checkDriftSchema = z.object({ name: z.string().min(1).max(40) });

const reviewSchema = z.object({
  name: z.string().min(1).max(40),
  reviewOn: z.iso.date('invalid'),
  requestReason: requestReasonSchema,
  idempotencyKey: z.string().min(8).max(100),
});

const driftSchema = checkDriftSchema.extend({
  requestReason: requestReasonSchema,
  idempotencyKey: z.string().min(8).max(100),
});

export const launchProxyAction = defineAction(
  {
    name: 'proxy.launch',
    permission: 'proxy.launch',
    parse: parseLaunchProxyForm,
    schema: newProxySchema,
  },
  async ({ requestReason: reason, ...input }, actor) => {
    const { network, idempotencyKey } = input;
    await orAsk(actor, { network, reason, idempotencyKey }, () => launchProxy(actor, input));
    redirect(routes.proxy(input.proxy.name));
  },
);

export const planProxyAction = defineAction(
  {
    name: 'proxy.plan',
    permission: 'proxy.update',
    parse: parseLaunchProxyForm,
    schema: launchProxySchema,
  },
  async ({ proxy, idempotencyKey, requestReason: reason }, actor) => {
    const { runId } = await orAsk(actor, { network: null, reason, idempotencyKey }, () =>
      planProxyChange(actor, { proxy, idempotencyKey }),
    );
    redirect(routes.run(runId));
  },
);

export const deleteProxyAction = defineAction(
  {
    name: 'proxy.delete',
    isConfirmed: true,
    permission: 'proxy.delete',
    schema: deleteProxySchema,
  },
  async (input, actor) => ({ runId: (await deleteProxy(actor, input)).runId }),
);

export const reviewProxyAction = defineAction(
  { name: 'proxy.review', permission: 'proxy.update', schema: reviewSchema },
  async ({ requestReason: reason, ...input }, actor): Promise<void> => {
    const { idempotencyKey } = input;
    const { runId } = await orAsk(actor, { network: null, reason, idempotencyKey }, () =>
      reviewProxy(actor, input),
    );
    redirect(routes.run(runId));
  },
);

export const setProbeScheduleAction = defineAction(
  { name: 'probe.schedule', permission: 'proxy.probe', schema: probeScheduleSchema },
  async (input, actor) => {
    await setProbeSchedule(actor, input);
    revalidatePath(routes.proxy(input.proxy));
    revalidatePath(routes.proxyProbes(input.proxy));
  },
);

export const checkDriftAction = defineAction(
  { name: 'proxy.compare', permission: 'fleet.read', schema: checkDriftSchema },
  async (input, actor) => checkDrift(actor, input),
);

export const deployAction = defineAction(
  { name: 'proxy.deploy', permission: 'proxy.update', schema: driftSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.run((await planDeployment(actor, input)).runId));
  },
);

export const adoptAction = defineAction(
  { name: 'proxy.adopt', permission: 'proxy.update', schema: driftSchema },
  async ({ requestReason: reason, ...input }, actor): Promise<void> => {
    const { idempotencyKey } = input;
    const { runId } = await orAsk(actor, { network: null, reason, idempotencyKey }, () =>
      adoptDrift(actor, input),
    );
    redirect(routes.run(runId));
  },
);

export const revertAction = defineAction(
  { name: 'proxy.revert', permission: 'proxy.update', schema: driftSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.run((await revertDrift(actor, input)).runId));
  },
);
