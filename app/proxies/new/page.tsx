import type { Metadata } from 'next';
import { Suspense } from 'react';
import { FormNotice } from '@/components/proxies/form-notice';
import { ProxyForm } from '@/components/proxies/proxy-form';
import { ProxyFormSkeleton } from '@/components/proxies/proxy-form-skeleton';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { getFormGovernance } from '@/lib/governance/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getNetworkChoices } from '@/lib/networks/data';
import { errorPagesHere } from '@/lib/proxies/error-pages';
import { formBounds } from '@/lib/proxies/form-bounds';
import { initialProxyForm } from '@/lib/proxies/form-initial';
import { oneOf, type SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { refreshVpcsAction } from '../../networks/actions';
import { launchProxyAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('create')('title') };
}

/** Where the account could not be asked the form works all the same. */
const nowhere = { region: '', accountId: '', networks: [], vpcs: [] };

type Props = { searchParams: Promise<SearchParams> };

export default async function NewProxyPage({ searchParams }: Props) {
  const [actor, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('create');
  if (!can(actor, 'proxy.launch')) {
    return (
      <FormNotice title={words('title')} back={{ href: routes.proxies, label: words('back') }}>
        {words(actor.role === 'auditor' ? 'readOnly' : 'noTeam')}
      </FormNotice>
    );
  }
  return (
    <>
      <PageHeader title={words('title')} meta={words('lead')} />
      <Suspense fallback={<ProxyFormSkeleton />}>
        <Form searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Form({ searchParams }: Props) {
  const [actor, known, params, governance] = await Promise.all([
    requireActor(),
    getNetworkChoices(),
    searchParams,
    getFormGovernance(),
  ]);
  const choices = known.value;
  const isPlatform = actor.role === 'platform';
  const teams = isPlatform
    ? [...new Set([...actor.teams, ...(choices?.networks ?? []).map(({ team }) => team)])].sort()
    : actor.teams;
  const { values, isPrefilled } = initialProxyForm({
    choices,
    owner: actor.email,
    team: actor.teams[0] ?? (isPlatform ? 'platform' : ''),
    idempotencyKey: crypto.randomUUID(),
    params,
    now: new Date(),
  });
  return (
    <I18nProvider namespaces={['create', 'proof', 'proxy', 'errors']}>
      <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
      <ProxyForm
        action={launchProxyAction}
        refreshVpcs={refreshVpcsAction}
        choices={choices}
        initial={values}
        isPrefilled={isPrefilled}
        focus={oneOf(params, 'field')}
        teams={{ names: teams, isOpen: isPlatform }}
        bounds={formBounds}
        place={{ ...(choices ?? nowhere), errorPages: errorPagesHere() }}
        governance={governance}
      />
    </I18nProvider>
  );
}
