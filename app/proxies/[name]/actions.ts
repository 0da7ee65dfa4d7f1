'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { probeCallSchema } from '@/lib/probes/call';
import { runProbe } from '@/lib/probes/mutations';
import { removeCall, saveCall } from '@/lib/probes/saved';

const proxySchema = z.object({ proxy: z.string().min(1).max(40) });

const saveCallSchema = proxySchema
  .extend({ name: z.string().trim().min(1).max(60) })
  .and(probeCallSchema);

const removeCallSchema = proxySchema.extend({ id: z.string().min(1).max(60) });

/** What a header or a body holds may be a credential: neither comes back to the page. */
const secrets = ['headers', 'body'];

export const probeProxyAction = defineAction(
  {
    name: 'proxy.probe',
    permission: 'proxy.probe',
    schema: proxySchema.and(probeCallSchema),
    secrets,
  },
  async (input, actor) => runProbe(actor, input),
);

export const saveCallAction = defineAction(
  { name: 'probe.save', permission: 'proxy.probe', schema: saveCallSchema, secrets },
  async (input, actor) => saveCall(actor, input),
);

export const removeCallAction = defineAction(
  { name: 'probe.remove', permission: 'proxy.probe', schema: removeCallSchema },
  async (input, actor) => removeCall(actor, input),
);
