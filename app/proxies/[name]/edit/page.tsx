import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FormNotice } from '@/components/proxies/form-notice';
import { ProxyForm } from '@/components/proxies/proxy-form';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { getFormGovernance } from '@/lib/governance/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getEndpointFacts, getProxy } from '@/lib/proxies/data';
import { errorPagesHere } from '@/lib/proxies/error-pages';
import { formBounds } from '@/lib/proxies/form-bounds';
import { editProxyForm } from '@/lib/proxies/form-initial';
import type { SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { planKeys } from '@/lib/usage/data';
import { refreshVpcsAction } from '../../../networks/actions';
import { planProxyAction } from '../../actions';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getI18n()]);
  return { title: t('create')('editTitle', { name }) };
}

export default async function EditProxyPage({ params, searchParams }: Props) {
  const [actor, { name }, query, { t }] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getI18n(),
  ]);
  const known = await getProxy(name);
  if (!known) notFound();
  const words = t('create');
  const title = words('editTitle', { name });
  const back = { href: routes.proxy(name), label: words('backProxy', { name }) };
  const proxy = known.value;
  if (!proxy) return <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />;
  if (!can(actor, 'proxy.update', { team: proxy.team })) {
    return (
      <FormNotice title={title} back={back}>
        {actor.role === 'auditor' ? words('readOnly') : words('editNotYours', proxy)}
      </FormNotice>
    );
  }
  if (proxy.phase !== 'ready' || proxy.activeRunId || !proxy.spec) {
    return (
      <FormNotice title={words('editNotNow')} back={back}>
        {words('editNotNowText')}
      </FormNotice>
    );
  }
  const [endpoint, governance] = await Promise.all([
    getEndpointFacts(proxy, proxy.spec),
    getFormGovernance(),
  ]);
  const { values, isPrefilled } = editProxyForm(proxy.spec, randomUUID(), query);
  return (
    <>
      <PageHeader title={title} meta={words('editLead')} />
      <I18nProvider namespaces={['create', 'proof', 'proxy', 'errors']}>
        <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
        <ProxyForm
          action={planProxyAction}
          edited={proxy.spec}
          refreshVpcs={refreshVpcsAction}
          choices={null}
          initial={values}
          isPrefilled={isPrefilled}
          keyCount={planKeys(proxy.outputs).filter(({ role }) => role === 'consumer').length}
          teams={{ names: [proxy.team], isOpen: false }}
          bounds={formBounds}
          governance={governance}
          place={{
            region: proxy.region,
            accountId: proxy.accountId,
            networks: [{ ...proxy.spec.network, endpoint }],
            vpcs: [],
            errorPages: errorPagesHere(),
          }}
        />
      </I18nProvider>
    </>
  );
}
