import Link from 'next/link';
import { KeptResources } from '@/components/runs/kept-resources';
import { buttonVariants } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import type { Run } from '@/lib/runs/types';

/** What stands where a deleted network was: that it is gone, since when, by whom, and the way back. */
export async function GoneNetwork({ name, run }: { name: string; run: Run }) {
  const words = (await getI18n()).t('networks');
  return (
    <div className="mb-8">
      <h1 className="font-semibold text-xl tracking-tight">{words('gone.title', { name })}</h1>
      <p className="mt-1 text-ink-muted text-sm">
        {words.rich('gone.text', {
          email: run.requestedBy,
          when: () => <Time value={run.endedAt ?? run.requestedAt} />,
        })}
      </p>
      <KeptResources run={run} />
      <p className="mt-4">
        <Link href={routes.networks} className={buttonVariants()}>
          {words('gone.toList')}
        </Link>
      </p>
    </div>
  );
}
