'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { defineAction } from '@/lib/define-action';
import { revealKey } from '@/lib/keys/mutations';
import { runProbe } from '@/lib/probes/mutations';
import { deleteProxy, launchProxy } from '@/lib/proxies/mutations';
import { launchProxySchema, parseLaunchProxyForm } from '@/lib/proxies/schema';
import { routes } from '@/lib/routes';

const deleteProxySchema = z.object({
  name: z.string().min(1).max(40),
  withNetwork: z.stringbool().default(false),
  idempotencyKey: z.string().min(8).max(100),
});

const probeProxySchema = z.object({
  proxy: z.string().min(1).max(40),
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
  path: z.string().startsWith('/').max(2000).default('/'),
});

const revealKeySchema = z.object({
  proxy: z.string().min(1).max(40),
  slot: z.enum(['A', 'B']).default('A'),
});

const parseFields = (form: FormData) => Object.fromEntries(form);

export const launchProxyAction = defineAction(
  { name: 'proxy.launch', parse: parseLaunchProxyForm, schema: launchProxySchema },
  async (input, actor) => {
    await launchProxy(actor, input);
    redirect(routes.proxy(input.proxy.name));
  },
);

export const deleteProxyAction = defineAction(
  { name: 'proxy.delete', parse: parseFields, schema: deleteProxySchema },
  async (input, actor) => deleteProxy(actor, input),
);

export const probeProxyAction = defineAction(
  { name: 'proxy.probe', parse: parseFields, schema: probeProxySchema },
  async (input, actor) => runProbe(actor, input),
);

export const revealKeyAction = defineAction(
  { name: 'key.reveal', parse: parseFields, schema: revealKeySchema },
  async (input, actor) => revealKey(actor, input),
);
