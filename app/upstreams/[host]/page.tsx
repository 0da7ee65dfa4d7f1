import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { CertificateFact } from '@/components/upstreams/certificate-facts';
import { CheckCertificate } from '@/components/upstreams/check-certificate';
import { DecideUpstream, type UpstreamVerb } from '@/components/upstreams/decide-upstream';
import { UpstreamFacts } from '@/components/upstreams/upstream-facts';
import { UpstreamHistory } from '@/components/upstreams/upstream-history';
import { UpstreamStateWords } from '@/components/upstreams/upstream-state';
import { listAudit } from '@/lib/audit/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { listProxies } from '@/lib/proxies/data';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { certificateChecks, getCertificate, getUpstream } from '@/lib/upstreams/data';
import { isWatched, nextReview, type Upstream } from '@/lib/upstreams/types';
import { callersByHost } from '@/lib/upstreams/usage';
import { checkUpstreamAction, decideUpstreamAction } from '../actions';

type Props = { params: Promise<{ host: string }> };

const historyMax = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).host) };
}

export default async function UpstreamPage({ params }: Props) {
  const [actor, { host: segment }, { t, now }] = await Promise.all([
    requireActor(),
    params,
    getI18n(),
  ]);
  const host = decodeURIComponent(segment);
  const [upstream, known, { rows }, certificate] = await Promise.all([
    getUpstream(host),
    listProxies(),
    listAudit({ object: host, action: 'upstream', limit: historyMax }),
    getCertificate(host),
  ]);
  if (!upstream) notFound();
  const words = t('upstreams');
  const callers = known.value ? (callersByHost(known.value).get(host) ?? []) : [];
  const isOwn = upstream.proposedBy === actor.email;
  const verbs = can(actor, 'upstream.manage') ? verbsOf(upstream, isOwn) : [];
  return (
    <I18nProvider namespaces={['upstreams', 'errors']}>
      <PageHeader
        above={<Link href={routes.upstreams}>{words('back')}</Link>}
        title={<span className="wrap-anywhere">{host}</span>}
        meta={<UpstreamStateWords upstream={upstream} />}
        actions={
          <>
            {verbs.map((verb) => (
              <DecideUpstream
                key={verb}
                verb={verb}
                host={host}
                facts={upstream}
                reviewOn={nextReview(now)}
                callers={callers.map(({ name }) => name)}
                action={decideUpstreamAction}
              />
            ))}
            <Link href={routes.upstreamPassport(host)} className={buttonVariants()}>
              {t('passport')('open')}
            </Link>
            {mayProposeAgain(upstream) && can(actor, 'upstream.propose') && (
              <Link href={withQuery(routes.newUpstream, { host })} className={buttonVariants()}>
                {words('propose.again')}
              </Link>
            )}
          </>
        }
      />
      <div className="flex max-w-3xl flex-col gap-8 px-4 pb-12 md:px-8">
        {upstream.state === 'proposed' && isOwn && can(actor, 'upstream.manage') && (
          <p className="text-ink-muted text-sm">{words('own')}</p>
        )}
        <UpstreamFacts
          upstream={upstream}
          certificate={
            <CertificateFact
              host={host}
              view={{
                facts: certificate,
                checks: certificateChecks(),
                isWatched: isWatched(upstream),
              }}
              check={
                can(actor, 'upstream.check', { team: upstream.team }) && (
                  <CheckCertificate host={host} action={checkUpstreamAction} />
                )
              }
            />
          }
        />
        <Section title={words('usedBy.title')}>
          <KnownProblem known={known} className="mb-3" />
          {callers.length === 0 && (
            <p className="text-ink-muted text-sm">
              {words(known.value ? 'usedBy.none' : 'callersUnknown')}
            </p>
          )}
          <ul className="flex flex-col gap-1 text-sm">
            {callers.map(({ name, team }) => (
              <li key={name}>
                <Link
                  prefetch={false}
                  href={routes.proxy(name)}
                  className="font-medium hover:underline"
                >
                  {name}
                </Link>{' '}
                <span className="text-ink-muted text-xs">{team}</span>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={words('history.title')}>
          <UpstreamHistory rows={rows} />
        </Section>
      </div>
    </I18nProvider>
  );
}

function verbsOf({ state }: Upstream, isOwn: boolean): UpstreamVerb[] {
  if (state === 'proposed') return isOwn ? [] : ['decline', 'approve'];
  return state === 'approved' ? ['retire', 'review'] : [];
}

function mayProposeAgain({ state }: Upstream): boolean {
  return state === 'declined' || state === 'retired';
}
