'use server';

import { redirect } from 'next/navigation';
import { planAdoption } from '@/lib/adoptions/mutations';
import { planAdoptionSchema } from '@/lib/adoptions/schema';
import { defineAction } from '@/lib/define-action';
import { orAsk } from '@/lib/requests/or-ask';
import { requestReasonSchema } from '@/lib/requests/schema';
import { routes } from '@/lib/routes';

const formSchema = planAdoptionSchema.extend({ requestReason: requestReasonSchema });

export const planAdoptionAction = defineAction(
  { name: 'proxy.import', permission: 'proxy.import', schema: formSchema },
  async ({ requestReason: reason, ...input }, actor) => {
    const { idempotencyKey, ...adoption } = input;
    const { runId } = await orAsk(actor, { network: null, adoption, reason, idempotencyKey }, () =>
      planAdoption(actor, input),
    );
    redirect(routes.run(runId));
  },
);
