import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { AlertTable } from '@/components/alerts/alert-table';
import { RulesForm } from '@/components/alerts/rules-form';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { getProxyRules, listAlerts, listChannels } from '@/lib/alerts/data';
import { sourcesOf, watchedRules } from '@/lib/alerts/rules';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { saveAlertRulesAction } from '../../../alerts/actions';

const recentMax = 30;

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ t }, { name }] = await Promise.all([getI18n(), params]);
  return { title: t('alerts')('ofProxy', { proxy: name }) };
}

export default async function ProxyAlertsPage({ params }: Props) {
  const [actor, { name }] = await Promise.all([requireActor(), params]);
  const known = await getProxy(name);
  if (!known) notFound();
  return (
    <I18nProvider namespaces={['alerts', 'errors']}>
      <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />
      {known.value && <ProxyAlerts proxy={known.value} actor={actor} />}
    </I18nProvider>
  );
}

async function ProxyAlerts({ proxy, actor }: { proxy: ProxyDetail; actor: Actor }) {
  const { name, team } = proxy;
  const [{ t }, { rules, inherited }, recent, channels] = await Promise.all([
    getI18n(),
    getProxyRules(team, name),
    listAlerts({ proxy: name }, recentMax),
    listChannels(team),
  ]);
  const words = t('alerts');
  const mayManage = can(actor, 'alert.manage', { team });
  return (
    <>
      <PageHeader
        above={<Link href={routes.proxy(name)}>{name}</Link>}
        title={words('title')}
        meta={channels.length === 0 ? words('channels.none') : words('lead')}
        actions={
          <Link href={withQuery(routes.alerts, { team })} className={buttonVariants()}>
            {words('teamLink', { team })}
          </Link>
        }
      />
      <div className="flex max-w-5xl flex-col gap-10 px-4 pb-12 md:px-8">
        <Section title={words('recent.title')}>
          <AlertTable alerts={recent} isOfProxy />
        </Section>
        <Section title={words('rules.title')} meta={words('rules.proxyLead')}>
          {!mayManage && (
            <p className="mb-3 text-ink-muted text-sm">
              {actor.role === 'auditor' ? words('auditor') : words('notYours', { team })}
            </p>
          )}
          <RulesForm
            team={team}
            proxy={name}
            rules={rules}
            names={watchedRules}
            inherited={inherited}
            inheritedFrom={sourcesOf(inherited)}
            action={mayManage ? saveAlertRulesAction : null}
          />
        </Section>
      </div>
    </>
  );
}
