import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { Suspense } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { MyUsageList, MyUsageSkeleton } from '@/components/usage/my-usage-list';
import { env } from '@/lib/env';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { routes } from '@/lib/routes';
import { listMyUsage } from '@/lib/usage/my-usage';
import { createKeyTokenAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('myUsage')('title') };
}

export default async function MyUsagePage() {
  const [, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('myUsage');
  return (
    <I18nProvider namespaces={['proxy', 'errors', 'myUsage', 'tokens']}>
      <PageHeader
        title={words('title')}
        meta={words('lead')}
        actions={
          <Link href={routes.tokens} className={buttonVariants()}>
            {words('tokens')}
          </Link>
        }
      />
      <Suspense fallback={<MyUsageSkeleton />}>
        <Mine />
      </Suspense>
      <div className="max-w-3xl px-4 pt-8 pb-12 md:px-8">
        <Section title={words('elsewhere')}>
          <p className="mb-3 text-ink-muted text-sm">{words('elsewhereLead')}</p>
          <CodeBlock text={await commands()} label={words('copy')} />
        </Section>
      </div>
    </I18nProvider>
  );
}

async function Mine() {
  const [known, { t }] = await Promise.all([listMyUsage(await requireActor()), getI18n()]);
  const words = t('myUsage');
  return (
    <>
      <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />
      {known.value?.length === 0 && (
        <Empty title={words('empty')}>
          <p>{words('emptyLead')}</p>
        </Empty>
      )}
      {known.value && known.value.length > 0 && (
        <MyUsageList usage={known.value} createToken={createKeyTokenAction} />
      )}
    </>
  );
}

/** What to type with a token in hand. Commands are the same in every language. */
async function commands(): Promise<string> {
  const url = env().SLUICE_URL ?? `http://${(await headers()).get('host') ?? '127.0.0.1:3000'}`;
  return [
    `export SLUICE_URL=${url} SLUICE_TOKEN=sluice_pat_…`,
    'npx sluice usage',
    `curl -H "Authorization: Bearer $SLUICE_TOKEN" ${url}/api/v1/usage`,
  ].join('\n');
}
