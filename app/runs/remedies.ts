import type { Remedies } from '@/components/runs/next-steps';
import type { Actor } from '@/lib/identity/types';
import { getRunForm } from '@/lib/runs/data';
import { isRepeatable } from '@/lib/runs/form';
import { mayRetry } from '@/lib/runs/permission';
import type { Run } from '@/lib/runs/types';
import { getAccount } from '@/lib/targets/data';
import { retryRunAction } from './actions';

/**
 * What this person may do about a failure of this run; asked before it fails, since it may while they watch. Null of one
 * that cannot fail any more.
 */
export async function remediesOf(run: Run, actor: Actor): Promise<Remedies | null> {
  if (run.state === 'succeeded') return null;
  const region = (await getAccount()).value?.region ?? '';
  if (!mayRetry(actor, run)) return { region, form: null, retry: null };
  const retry = isRepeatable(run) ? retryRunAction : null;
  return { region, form: await getRunForm(run.id), retry };
}
