import type { Metadata } from 'next';
import Link from 'next/link';
import { FormNotice } from '@/components/proxies/form-notice';
import { PageHeader } from '@/components/shell/page-header';
import { ProposeForm } from '@/components/upstreams/propose-form';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { oneOf, type SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { proposeUpstreamAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('upstreams')('propose.title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function NewUpstreamPage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('upstreams');
  const back = { href: routes.upstreams, label: words('back') };
  if (!can(actor, 'upstream.propose'))
    return (
      <FormNotice title={words('propose.title')} back={back}>
        {words('propose.noTeam')}
      </FormNotice>
    );
  const teams = actor.teams.length > 0 ? actor.teams : ['platform'];
  return (
    <I18nProvider namespaces={['upstreams', 'errors']}>
      <PageHeader
        above={<Link href={back.href}>{back.label}</Link>}
        title={words('propose.title')}
        meta={words('propose.lead')}
      />
      <ProposeForm
        host={oneOf(params, 'host') ?? ''}
        initial={{ purpose: '', owner: actor.email, dataClass: 'internal', terms: '' }}
        teams={teams}
        action={proposeUpstreamAction}
      />
    </I18nProvider>
  );
}
