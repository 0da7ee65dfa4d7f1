'use server';

import { defineAction } from '@/lib/define-action';
import { replayGuardrails } from '@/lib/governance/data';
import { saveGuardrails } from '@/lib/governance/mutations';
import { replayGuardrailsSchema, saveGuardrailsSchema } from '@/lib/governance/schema';

export const saveGuardrailsAction = defineAction(
  {
    name: 'guardrail.save',
    // Else an open browser could take away the rule, and need nobody's approval.
    isConfirmed: true,
    permission: 'guardrail.manage',
    schema: saveGuardrailsSchema,
  },
  async (input, actor) => saveGuardrails(actor, input),
);

export const replayGuardrailsAction = defineAction(
  { name: 'guardrail.replay', permission: 'guardrail.manage', schema: replayGuardrailsSchema },
  async ({ document }, actor) => replayGuardrails(actor, document),
);
