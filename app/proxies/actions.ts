'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { adoptDrift, checkDrift, planDeployment, revertDrift } from '@/lib/drift/mutations';
import { setProbeSchedule } from '@/lib/probes/schedule-mutations';
import { probeScheduleSchema } from '@/lib/probes/schedule-schema';
import { deleteProxy, launchProxy, planProxyChange } from '@/lib/proxies/mutations';
import { launchProxySchema, parseLaunchProxyForm } from '@/lib/proxies/schema';
import { routes } from '@/lib/routes';

const deleteProxySchema = z.object({
  name: z.string().min(1).max(40),
  withNetwork: z.stringbool().default(false),
  idempotencyKey: z.string().min(8).max(100),
});

const checkDriftSchema = z.object({ name: z.string().min(1).max(40) });

const driftSchema = checkDriftSchema.extend({ idempotencyKey: z.string().min(8).max(100) });

export const launchProxyAction = defineAction(
  {
    name: 'proxy.launch',
    permission: 'proxy.launch',
    parse: parseLaunchProxyForm,
    schema: launchProxySchema,
  },
  async (input, actor) => {
    await launchProxy(actor, input);
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
  async ({ proxy, idempotencyKey }, actor) => {
    const { runId } = await planProxyChange(actor, { proxy, idempotencyKey });
    redirect(routes.run(runId));
  },
);

export const deleteProxyAction = defineAction(
  { name: 'proxy.delete', permission: 'proxy.delete', schema: deleteProxySchema },
  async (input, actor) => ({ runId: (await deleteProxy(actor, input)).runId }),
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
  async (input, actor): Promise<void> => {
    redirect(routes.run((await adoptDrift(actor, input)).runId));
  },
);

export const revertAction = defineAction(
  { name: 'proxy.revert', permission: 'proxy.update', schema: driftSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.run((await revertDrift(actor, input)).runId));
  },
);
