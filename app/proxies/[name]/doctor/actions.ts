'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { examinePath } from '@/lib/doctor/mutations';
import { revertDrift } from '@/lib/drift/mutations';
import { revertNetworkDrift } from '@/lib/drift/network-mutations';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

const examineSchema = z.object({ name: z.string().min(1).max(40) });

export const examinePathAction = defineAction(
  { name: 'proxy.examine', permission: 'proxy.probe', schema: examineSchema },
  async (input, actor) => examinePath(actor, input),
);

const mendSchema = examineSchema.extend({ idempotencyKey: z.string().min(8).max(100) });

const mendNetworkSchema = mendSchema.extend({ network: z.string().min(1).max(40) });

/** The same of the network that the path goes through. */
export const mendNetworkAction = defineAction(
  { name: 'network.revert', permission: 'network.update', schema: mendNetworkSchema },
  async ({ name, network, idempotencyKey }, actor): Promise<void> => {
    const { runId } = await revertNetworkDrift(actor, { name: network, idempotencyKey });
    redirect(withQuery(routes.doctor(name), { run: runId }));
  },
);

/** A revert that comes back to the doctor, where a probe proves it. */
export const mendPathAction = defineAction(
  { name: 'proxy.revert', permission: 'proxy.update', schema: mendSchema },
  async (input, actor): Promise<void> => {
    const { runId } = await revertDrift(actor, input);
    redirect(withQuery(routes.doctor(input.name), { run: runId }));
  },
);
