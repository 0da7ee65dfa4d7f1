import Link from 'next/link';
import { hasKept, KeptResources } from '@/components/runs/kept-resources';
import { buttonVariants } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import type { Run } from '@/lib/runs/types';

/** What stands where a deleted proxy was: that it is gone, since when, by whom, and the way back. */
export async function GoneProxy({ name, run }: { name: string; run: Run }) {
  const words = (await getI18n()).t('proxy');
  return (
    <div className="mb-8">
      <h1 className="font-semibold text-xl tracking-tight">{words('goneTitle', { name })}</h1>
      <p className="mt-1 max-w-prose text-ink-muted text-sm">
        {words.rich(hasKept(run) ? 'goneRest' : 'goneText', {
          email: run.requestedBy,
          when: () => <Time value={run.endedAt ?? run.requestedAt} />,
        })}
      </p>
      <KeptResources run={run} />
      <p className="mt-4">
        <Link href={routes.proxies} className={buttonVariants()}>
          {words('toList')}
        </Link>
      </p>
    </div>
  );
}
