import type { Route } from 'next';
import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { getI18n } from '@/lib/i18n/server';

/** What stands where an object was whose stack somebody deleted without Sluice. */
export async function GoneElsewhere({ name, list }: { name: string; list: Route }) {
  const words = (await getI18n()).t('recovery');
  return (
    <div className="mb-8">
      <h1 className="font-semibold text-xl tracking-tight">{words('elsewhere.title', { name })}</h1>
      <p className="mt-1 max-w-prose text-ink-muted text-sm">{words('elsewhere.text')}</p>
      <p className="mt-4">
        <Link href={list} className={buttonVariants()}>
          {words('elsewhere.toList')}
        </Link>
      </p>
    </div>
  );
}
