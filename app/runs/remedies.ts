import type { Remedies } from '@/components/runs/next-steps';
import type { Actor } from '@/lib/identity/types';
import { waysAgain } from '@/lib/runs/again';
import type { Run } from '@/lib/runs/types';
import { getAccount } from '@/lib/targets/data';
import { retryRunAction } from './actions';

/**
 * What this person may do about a failure of this run; asked before it fails, since it may while they watch. Null of one
 * that cannot fail any more.
 */
export async function remediesOf(run: Run, actor: Actor): Promise<Remedies | null> {
  if (run.state === 'succeeded') return null;
  const [account, { form, isRepeatable }] = await Promise.all([
    getAccount(),
    waysAgain(actor, run),
  ]);
  const region = account.value?.region ?? '';
  return { region, form, retry: isRepeatable ? retryRunAction : null };
}
