'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { deleteNetwork, emptyNetwork, launchNetwork, refreshVpcs } from '@/lib/networks/mutations';
import { launchNetworkSchema, parseLaunchNetworkForm } from '@/lib/networks/schema';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

const deleteNetworkSchema = z.object({
  name: z.string().min(1).max(40),
  idempotencyKey: z.string().min(8).max(100),
});

const emptyNetworkSchema = deleteNetworkSchema.extend({
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

export const deleteNetworkAction = defineAction(
  { name: 'network.delete', permission: 'network.delete', schema: deleteNetworkSchema },
  async (input, actor) => ({ runId: (await deleteNetwork(actor, input)).runId }),
);

export const emptyNetworkAction = defineAction(
  {
    name: 'network.empty',
    permission: 'proxy.delete',
    parse: (form) => ({ ...Object.fromEntries(form), proxies: form.getAll('proxies') }),
    schema: emptyNetworkSchema,
  },
  async (input, actor) => {
    await emptyNetwork(actor, input);
    redirect(withQuery(routes.runs, { kind: 'delete' }));
  },
);

export const refreshVpcsAction = defineAction(
  { name: 'vpcs.refresh', permission: 'proxy.launch', schema: z.object({}) },
  async (_, actor) => refreshVpcs(actor),
);
