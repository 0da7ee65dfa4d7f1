import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { ExamineNow } from '@/components/doctor/examine-now';
import { Path } from '@/components/doctor/path';
import { ProbeFigure } from '@/components/probes/probe-figure';
import { CompareNow } from '@/components/proxies/drift-actions';
import { DriftSection, DriftTable } from '@/components/proxies/drift-section';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { type DoctorReport, getDoctorReport } from '@/lib/doctor/data';
import { canRevert, mendOf } from '@/lib/doctor/mend';
import { getLiveReport } from '@/lib/drift/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import type { SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { adoptAction, checkDriftAction, deployAction, revertAction } from '../../actions';
import { examinePathAction } from './actions';
import { Mend, networkMendOf } from './mend';
import { type Change, changeOf, isUnproved, isWaiting, Mending, Proof } from './proof';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getI18n()]);
  return { title: t('doctor')('page.title', { name }) };
}

export default async function DoctorPage({ params, searchParams }: Props) {
  const [actor, { name }, query, { t }] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getI18n(),
  ]);
  const known = await getProxy(name);
  if (!known) notFound();
  const words = t('doctor');
  const proxy = known.value;
  const change = await changeOf(name, proxy?.network?.name ?? null, query);
  return (
    <I18nProvider
      namespaces={[
        'doctor',
        'drift',
        'extension',
        'probe',
        'proxy',
        'run',
        'recovery',
        'cause',
        'errors',
      ]}
    >
      <PageHeader
        above={<Link href={routes.proxy(name)}>{words('page.back', { name })}</Link>}
        title={words('page.title', { name })}
        meta={words('page.lead')}
      />
      <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
      {change && <Mending change={change} viewer={actor.email} />}
      {change?.run?.endedAt === null ? null : proxy?.phase === 'ready' ? (
        <Suspense fallback={<Skeleton className="mx-4 h-100 md:mx-8" />}>
          <Examined proxy={proxy} actor={actor} change={change} />
        </Suspense>
      ) : (
        <p className="px-4 text-ink-muted text-sm md:px-8">{words('page.notReady')}</p>
      )}
    </I18nProvider>
  );
}

async function Examined({
  proxy,
  actor,
  change,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  /** What was done about the path, where the page was given it. */
  change: Change | null;
}) {
  const [report, live, { t }] = await Promise.all([
    getDoctorReport(proxy.name),
    getLiveReport(proxy.name),
    getI18n(),
  ]);
  const words = t('doctor');
  if (!report) return <p className="px-4 text-sm md:px-8">{words('page.notReady')}</p>;
  const { team } = proxy;
  const mayProbe = Boolean(proxy.network?.probeFunctionName) && can(actor, 'proxy.probe', { team });
  const mayMend = can(actor, 'proxy.update', { team }) && proxy.activeRunId === null;
  const verbs = { deploy: deployAction, adopt: adoptAction, revert: revertAction };
  const fault = report.hops.find(({ name }) => name === report.broken)?.fault;
  const network = await networkMendOf(proxy, fault, actor);
  const isProxyMended =
    fault && mendOf(fault) === 'revert' && mayMend && canRevert(live?.differences ?? []);
  const isAwaited = Boolean(change?.extension && isWaiting(change.extension));
  const isExtended =
    fault && mendOf(fault) === 'quota' && !isAwaited && can(actor, 'extension.ask', { team });
  const isMendedHere = isProxyMended || isExtended || network?.mayMend;
  return (
    <>
      <div className="max-w-5xl px-4 pb-8 md:px-8">
        <Ask
          proxy={proxy}
          report={report}
          isProbed={mayProbe}
          isPrimary={!isMendedHere}
          isBegun={change?.by === actor.email && isUnproved(change, proxy)}
        />
        {change && <Proof change={change} report={report} />}
        <div className="mt-4">
          <Path
            examination={report}
            mend={
              fault && !isAwaited && <Mend {...{ proxy, actor, fault, live, network, mayMend }} />
            }
          />
        </div>
        {!report.probedAt && (
          <p className="mt-3 text-ink-muted text-sm">
            {words(report.isOutdated ? 'outdated' : 'notProbed')}
          </p>
        )}
        {proxy.lastProbe && (
          <div className="-mx-4 mt-2 md:-mx-8">
            <ProbeFigure proxy={proxy.name} path="/" last={proxy.lastProbe} action={null} />
          </div>
        )}
      </div>
      {live &&
        (isProxyMended ? (
          <div className="px-4 pb-8 md:px-8">
            <Section title={t('drift')('title')} meta={t('drift')(`state.${live.state}`)}>
              <DriftTable differences={live.differences} />
            </Section>
          </div>
        ) : (
          <DriftSection
            proxy={proxy}
            report={live}
            actions={mayMend ? { ...verbs, idempotencyKey: randomUUID() } : null}
          />
        ))}
    </>
  );
}

/** The button that asks anew: with a probe where one may be made. */
async function Ask({
  proxy,
  report,
  isProbed,
  isBegun,
  isPrimary,
}: {
  proxy: ProxyDetail;
  report: DoctorReport;
  isProbed: boolean;
  isBegun: boolean;
  isPrimary: boolean;
}) {
  const words = (await getI18n()).t('doctor');
  const age = report.checkedAt && (
    <>
      {words('checked')} <Time value={report.checkedAt} />
      {report.probedAt && (
        <>
          {' · '}
          {words('probed')} <Time value={report.probedAt} />
        </>
      )}
    </>
  );
  return isProbed ? (
    <ExamineNow
      proxy={proxy.name}
      action={examinePathAction}
      isBegun={isBegun}
      isPrimary={isPrimary}
    >
      {age}
    </ExamineNow>
  ) : (
    <CompareNow name={proxy.name} action={checkDriftAction}>
      {age}
    </CompareNow>
  );
}
