'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import {
  adoptNetworkDrift,
  checkNetworkDrift,
  planNetworkDeployment,
  revertNetworkDrift,
} from '@/lib/drift/network-mutations';
import {
  deleteNetwork,
  emptyNetwork,
  launchNetwork,
  planNetworkChange,
  refreshVpcs,
} from '@/lib/networks/mutations';
import { launchNetworkSchema, parseLaunchNetworkForm } from '@/lib/networks/schema';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

const keyedNetworkSchema = z.object({
  name: z.string().min(1).max(40),
  idempotencyKey: z.string().min(8).max(100),
});

const emptyNetworkSchema = keyedNetworkSchema.extend({
  proxies: z.array(z.string().min(1).max(40)).min(1).max(300),
  idempotencyKey: z.string().min(8).max(50),
});

export const launchNetworkAction = defineAction(
  {
    name: 'network.launch',
    permission: 'network.launch',
    parse: parseLaunchNetworkForm,
    schema: launchNetworkSchema,
  },
  async (input, actor) => {
    await launchNetwork(actor, input);
    redirect(routes.network(input.network.name));
  },
);

export const planNetworkAction = defineAction(
  {
    name: 'network.plan',
    permission: 'network.update',
    parse: parseLaunchNetworkForm,
    schema: launchNetworkSchema,
  },
  async (input, actor) => {
    redirect(routes.run((await planNetworkChange(actor, input)).runId));
  },
);

export const deleteNetworkAction = defineAction(
  {
    name: 'network.delete',
    isConfirmed: true,
    permission: 'network.delete',
    schema: keyedNetworkSchema,
  },
  async (input, actor) => ({ runId: (await deleteNetwork(actor, input)).runId }),
);

export const emptyNetworkAction = defineAction(
  {
    name: 'network.empty',
    isConfirmed: true,
    permission: 'proxy.delete',
    parse: (form) => ({ ...Object.fromEntries(form), proxies: form.getAll('proxies') }),
    schema: emptyNetworkSchema,
  },
  async (input, actor) => {
    await emptyNetwork(actor, input);
    redirect(withQuery(routes.runs, { kind: 'delete' }));
  },
);

const checkDriftSchema = z.object({ name: z.string().min(1).max(40) });

export const checkNetworkDriftAction = defineAction(
  { name: 'network.compare', permission: 'fleet.read', schema: checkDriftSchema },
  async (input, actor) => checkNetworkDrift(actor, input),
);

export const deployNetworkAction = defineAction(
  { name: 'network.deploy', permission: 'network.update', schema: keyedNetworkSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.run((await planNetworkDeployment(actor, input)).runId));
  },
);

export const adoptNetworkAction = defineAction(
  { name: 'network.adopt', permission: 'network.update', schema: keyedNetworkSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.run((await adoptNetworkDrift(actor, input)).runId));
  },
);

export const revertNetworkAction = defineAction(
  { name: 'network.revert', permission: 'network.update', schema: keyedNetworkSchema },
  async (input, actor): Promise<void> => {
    redirect(routes.run((await revertNetworkDrift(actor, input)).runId));
  },
);

export const refreshVpcsAction = defineAction(
  { name: 'vpcs.refresh', permission: 'proxy.launch', schema: z.object({}) },
  async (_, actor) => refreshVpcs(actor),
);
