import 'server-only';
import { redirect } from 'next/navigation';
import { InvalidForm } from '../define-action';
import { GuardrailRefused } from '../governance/refusal';
import type { Actor } from '../identity/types';
import { routes } from '../routes';
import { type AskInput, askRequest } from './mutations';

/**
 * Does it; where the guardrails want somebody's word first, asks for that instead and leads to the request. A form that
 * has no field for a reason yet, `undefined`, is answered with the refusal, which is what makes it show one.
 */
export async function orAsk<T>(
  actor: Actor,
  { reason, ...asked }: Omit<AskInput, 'reason'> & { reason: string | undefined },
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GuardrailRefused) || error.verdict.kind !== 'approval') throw error;
    if (reason === undefined) throw error;
    if (reason.length < 3) throw new InvalidForm({ requestReason: ['requestReason'] });
    redirect(routes.request((await askRequest(actor, { ...asked, reason }, error)).id));
  }
}
