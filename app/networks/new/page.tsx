import type { Metadata } from 'next';
import { Suspense } from 'react';
import { FormNotice } from '@/components/proxies/form-notice';
import { NetworkForm } from '@/components/proxies/network-form';
import { ProxyFormSkeleton } from '@/components/proxies/proxy-form-skeleton';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { getNetworkChoices } from '@/lib/networks/data';
import { formBounds } from '@/lib/proxies/form-bounds';
import { initialNetworkForm } from '@/lib/proxies/form-initial';
import { oneOf, type SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { launchNetworkAction, refreshVpcsAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('create')('networkTitle') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function NewNetworkPage({ searchParams }: Props) {
  const [actor, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('create');
  if (actor.role !== 'platform') {
    return (
      <FormNotice
        title={words('networkTitle')}
        back={{ href: routes.networks, label: words('backNetworks') }}
      >
        {words(actor.role === 'auditor' ? 'readOnly' : 'platformOnly')}
      </FormNotice>
    );
  }
  return (
    <>
      <PageHeader title={words('networkTitle')} meta={words('networkLead')} />
      <Suspense fallback={<ProxyFormSkeleton />}>
        <Form searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Form({ searchParams }: Props) {
  const [actor, known, params] = await Promise.all([
    requireActor(),
    getNetworkChoices(),
    searchParams,
  ]);
  const choices = known.value;
  const { values, isPrefilled } = initialNetworkForm({
    choices,
    owner: actor.email,
    team: actor.teams[0] ?? 'platform',
    idempotencyKey: crypto.randomUUID(),
    params,
  });
  return (
    <I18nProvider namespaces={['create', 'errors']}>
      <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
      <NetworkForm
        action={launchNetworkAction}
        refreshVpcs={refreshVpcsAction}
        choices={choices}
        initial={values}
        isPrefilled={isPrefilled}
        focus={oneOf(params, 'field')}
        teams={{ names: [...actor.teams], isOpen: true }}
        bounds={formBounds}
        region={choices?.region ?? ''}
      />
    </I18nProvider>
  );
}
