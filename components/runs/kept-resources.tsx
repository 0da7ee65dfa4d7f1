import { Code } from '@/components/ui/code';
import { getI18n } from '@/lib/i18n/server';
import type { Run } from '@/lib/runs/types';

/** True when a deletion may have left something of the stack in the account. */
export function hasKept({ steps }: Run): boolean {
  return steps.some(({ options }) => options?.isForced || (options?.retain?.length ?? 0) > 0);
}

/** What a deletion left in the account; nothing where it took everything. */
export async function KeptResources({ run }: { run: Run }) {
  if (!hasKept(run)) return null;
  const words = (await getI18n()).t('recovery');
  const names = run.steps.flatMap(({ options }) => options?.retain ?? []);
  return (
    <p className="mt-1 max-w-prose text-sm">
      {names.length > 0 ? words('kept.retained') : words('kept.forced')}{' '}
      {names.length > 0 && <Code>{names.join(', ')}</Code>}
    </p>
  );
}
