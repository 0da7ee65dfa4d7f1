import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { NetworkTable, NetworkTableSkeleton } from '@/components/networks/network-table';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Skeleton } from '@/components/ui/skeleton';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { listNetworks } from '@/lib/networks/data';
import { routes } from '@/lib/routes';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('networks')('title') };
}

export default async function NetworksPage() {
  const [actor, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('networks');
  const mayLaunch = can(actor, 'network.launch');
  return (
    <>
      <PageHeader
        title={words('title')}
        meta={
          <Suspense fallback={<Skeleton className="w-24" />}>
            <Count />
          </Suspense>
        }
        actions={mayLaunch && <NewNetwork label={words('create')} />}
      />
      <Suspense fallback={<NetworkTableSkeleton />}>
        <Networks mayLaunch={mayLaunch} />
      </Suspense>
    </>
  );
}

async function Count() {
  const [{ value }, { t }] = await Promise.all([listNetworks(), getI18n()]);
  return value?.length ? t('networks')('count', { count: value.length }) : null;
}

async function Networks({ mayLaunch }: { mayLaunch: boolean }) {
  const [known, { t }] = await Promise.all([listNetworks(), getI18n()]);
  const words = t('networks');
  return (
    <>
      <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />
      {known.value?.length === 0 && (
        <Empty
          title={words('empty.title')}
          action={mayLaunch && <NewNetwork label={words('create')} />}
        >
          <p>{words('empty.lead')}</p>
          <p className="mt-2">{mayLaunch ? words('empty.hint') : words('empty.readOnly')}</p>
        </Empty>
      )}
      {known.value && known.value.length > 0 && <NetworkTable networks={known.value} />}
      <RefreshWhile
        isBusy={known.value?.some(({ activeRunId }) => activeRunId !== null) ?? false}
      />
    </>
  );
}

function NewNetwork({ label }: { label: string }) {
  return (
    <Link href={routes.newNetwork} className={buttonVariants({ variant: 'primary' })}>
      <Plus aria-hidden />
      {label}
    </Link>
  );
}
