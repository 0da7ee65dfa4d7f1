import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FormNotice } from '@/components/proxies/form-notice';
import { NetworkForm } from '@/components/proxies/network-form';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getNetwork, getNetworkChoices } from '@/lib/networks/data';
import { formBounds } from '@/lib/proxies/form-bounds';
import { editNetworkForm } from '@/lib/proxies/form-initial';
import type { SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { planNetworkAction, refreshVpcsAction } from '../../actions';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getI18n()]);
  return { title: t('create')('editTitle', { name }) };
}

export default async function EditNetworkPage({ params, searchParams }: Props) {
  const [actor, { name }, query, { t }] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getI18n(),
  ]);
  const known = await getNetwork(name);
  if (!known) notFound();
  const words = t('create');
  const title = words('editTitle', { name });
  const back = { href: routes.network(name), label: words('backProxy', { name }) };
  const network = known.value;
  if (!network) return <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />;
  if (!can(actor, 'network.update', { team: network.team })) {
    return (
      <FormNotice title={title} back={back}>
        {actor.role === 'auditor' ? words('readOnly') : words('editNetworkNotYours', network)}
      </FormNotice>
    );
  }
  if (network.phase !== 'ready' || network.activeRunId || !network.spec) {
    return (
      <FormNotice title={words('editNetworkNotNow')} back={back}>
        {words('editNotNowText')}
      </FormNotice>
    );
  }
  const choices = (await getNetworkChoices()).value;
  const { values, isPrefilled } = editNetworkForm(network.spec, randomUUID(), query);
  return (
    <>
      <PageHeader title={title} meta={words('editLead')} />
      <I18nProvider namespaces={['create', 'errors']}>
        <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
        <NetworkForm
          action={planNetworkAction}
          edited={network.spec}
          refreshVpcs={refreshVpcsAction}
          choices={choices}
          initial={values}
          isPrefilled={isPrefilled}
          teams={{ names: [network.team], isOpen: false }}
          bounds={formBounds}
          region={network.region}
        />
      </I18nProvider>
    </>
  );
}
