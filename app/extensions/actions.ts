'use server';

import { defineAction } from '@/lib/define-action';
import { askExtension, decideExtension } from '@/lib/extensions/mutations';
import { askExtensionSchema, decideExtensionSchema } from '@/lib/extensions/schema';

export const askExtensionAction = defineAction(
  { name: 'extension.ask', permission: 'extension.ask', schema: askExtensionSchema },
  async (input, actor) => askExtension(actor, input),
);

export const decideExtensionAction = defineAction(
  {
    name: 'extension.decide',
    isConfirmed: true,
    permission: 'extension.approve',
    schema: decideExtensionSchema,
  },
  async (input, actor): Promise<null> => {
    await decideExtension(actor, input);
    return null;
  },
);
