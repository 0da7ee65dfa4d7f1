'use server';

import { revalidatePath } from 'next/cache';
import {
  createChannel,
  removeChannel,
  saveAlertRules,
  saveAlertSettings,
  testChannel,
} from '@/lib/alerts/mutations';
import {
  channelSchema,
  newChannelSchema,
  parseRulesForm,
  rulesSchema,
  settingsSchema,
} from '@/lib/alerts/schema';
import { defineAction } from '@/lib/define-action';
import { routes } from '@/lib/routes';

export const saveAlertSettingsAction = defineAction(
  { name: 'alert.settings', permission: 'alert.manage', schema: settingsSchema },
  async (input, actor) => saveAlertSettings(actor, input),
);

export const saveAlertRulesAction = defineAction(
  { name: 'alert.rules', permission: 'alert.manage', parse: parseRulesForm, schema: rulesSchema },
  async (input, actor) => {
    await saveAlertRules(actor, input);
    revalidatePath(input.proxy ? routes.proxyAlerts(input.proxy) : routes.alerts);
  },
);

export const createChannelAction = defineAction(
  {
    name: 'alert.channel_create',
    permission: 'alert.manage',
    schema: newChannelSchema,
    secrets: ['to'],
  },
  async (input, actor) => createChannel(actor, input),
);

export const testChannelAction = defineAction(
  { name: 'alert.test', permission: 'alert.manage', schema: channelSchema },
  async ({ id }, actor) => testChannel(actor, id),
);

export const removeChannelAction = defineAction(
  { name: 'alert.channel_remove', permission: 'alert.manage', schema: channelSchema },
  async ({ id }, actor) => {
    await removeChannel(actor, id);
    revalidatePath(routes.alerts);
  },
);
