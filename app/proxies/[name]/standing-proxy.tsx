import { randomUUID } from 'node:crypto';
import Link from 'next/link';
import { Suspense } from 'react';
import { KeyList, KeyListSkeleton } from '@/components/keys/key-list';
import { RevealKey } from '@/components/keys/reveal-key';
import { ProbeFigure } from '@/components/probes/probe-figure';
import { ProbePanel } from '@/components/probes/probe-panel';
import { AccessProof } from '@/components/proxies/access-proof';
import { CallSnippets } from '@/components/proxies/call-snippets';
import { DriftSection } from '@/components/proxies/drift-section';
import { Figures } from '@/components/proxies/figure';
import { LiveFigure, LiveFigureSkeleton } from '@/components/proxies/live-figure';
import { TemplateSection } from '@/components/proxies/template-section';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { QuotaFigureSkeleton } from '@/components/usage/quota-figure';
import { getLiveReport } from '@/lib/drift/data';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import { can, type Permission } from '@/lib/identity/permissions';
import { confirmationWay } from '@/lib/identity/step-up';
import type { Actor } from '@/lib/identity/types';
import { getKeyUses, listKeys } from '@/lib/keys/data';
import { listProbeResults } from '@/lib/probes/data';
import { listSavedCalls } from '@/lib/probes/saved';
import { getProof } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { listRuns } from '@/lib/runs/data';
import { getUsage } from '@/lib/usage/data';
import { trialMethod } from '@/templates/proxy/http-methods';
import { invokeForms } from '@/templates/proxy/invoke';
import { adoptAction, checkDriftAction, deployAction, revertAction } from '../actions';
import { probeProxyAction, removeCallAction, saveCallAction } from './actions';
import { ExtendableQuota, Extensions } from './extensions';
import { revealKeyAction } from './keys/actions';
import { probePath } from './probe-path';
import { ProbeSchedule } from './probe-schedule';
import { isNews, type Said } from './said';
import { UsageSections } from './usage-sections';

type Props = { proxy: ProxyDetail; actor: Actor };

/** Everything about a proxy that stands: the three figures, then how to call it, usage, keys, probe and stack. */
export async function StandingProxy({ proxy, actor, said }: Props & Said) {
  const { t } = await getI18n();
  const usage = getUsage(proxy);
  const live = getLiveReport(proxy.name);
  return (
    <>
      <Figures label={t('proxy')('figures.label')}>
        <Suspense fallback={<QuotaFigureSkeleton />}>
          <ExtendableQuota proxy={proxy} usage={usage} actor={actor} />
        </Suspense>
        <ProbeFigure
          proxy={proxy.name}
          method={proxy.spec ? trialMethod(proxy.spec.upstream) : 'GET'}
          path={probePath(proxy)}
          last={proxy.lastProbe}
          action={mayProbe(proxy, actor) ? probeProxyAction : null}
          doctorHref={routes.doctor(proxy.name)}
        />
        <Suspense fallback={<LiveFigureSkeleton />}>
          <Live proxy={proxy} report={live} />
        </Suspense>
      </Figures>
      <Suspense>
        <Extensions proxy={proxy} actor={actor} />
      </Suspense>
      <Suspense>
        <Drift proxy={proxy} report={live} actor={actor} />
      </Suspense>
      <div className="grid gap-x-12 gap-y-10 px-4 pt-8 pb-10 md:px-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-10">
          <UsageSections proxy={proxy} usage={usage} said={said} />
          <Section
            anchor="probe"
            title={t('probe')('title')}
            meta={t('probe')('lead')}
            actions={
              <Link href={routes.doctor(proxy.name)} className={buttonVariants({ size: 'sm' })}>
                {t('doctor')('page.open')}
              </Link>
            }
          >
            <div className="mb-6">
              <Suspense fallback={<Skeleton className="h-20 w-full" />}>
                <ProbeSchedule
                  proxy={proxy}
                  actor={actor}
                  link={
                    <Link
                      href={routes.proxyProbes(proxy.name)}
                      className={buttonVariants({ size: 'sm' })}
                    >
                      {t('probeSchedule')('all')}
                    </Link>
                  }
                />
              </Suspense>
            </div>
            <Suspense fallback={<Skeleton className="h-40 w-full" />}>
              <Probes proxy={proxy} actor={actor} />
            </Suspense>
          </Section>
          <Section title={t('proof')('title')}>
            <Suspense fallback={<Skeleton className="h-100 w-full" />}>
              <Access proxy={proxy} />
            </Suspense>
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <HowToCall proxy={proxy} />
          <Section
            anchor="keys"
            title={t('keys')('title')}
            actions={
              <Link href={routes.proxyKeys(proxy.name)} className={buttonVariants({ size: 'sm' })}>
                {t('keys')('manage')}
              </Link>
            }
          >
            <Suspense fallback={<KeyListSkeleton />}>
              <Keys proxy={proxy} actor={actor} said={said} />
            </Suspense>
          </Section>
          <TemplateSection proxy={proxy} />
        </div>
      </div>
    </>
  );
}

type Live = { proxy: ProxyDetail; report: Promise<LiveReport | null> };

async function Live({ proxy, report }: Live) {
  const subject = { kind: 'proxy' as const, name: proxy.name };
  const [known, runs] = await Promise.all([report, listRuns({ subject, limit: 5 })]);
  const planned = runs.find(({ state }) => state === 'planned');
  return (
    known && (
      <LiveFigure
        proxy={proxy}
        report={known}
        plannedRunId={planned?.id ?? null}
        check={checkDriftAction}
      />
    )
  );
}

async function Drift({ proxy, report, actor }: Live & { actor: Actor }) {
  const known = await report;
  const isTheirs = can(actor, 'proxy.update', { team: proxy.team }) && proxy.activeRunId === null;
  const actions = { deploy: deployAction, adopt: adoptAction, revert: revertAction };
  return (
    known && (
      <DriftSection
        proxy={proxy}
        report={known}
        actions={isTheirs ? { ...actions, idempotencyKey: randomUUID() } : null}
      />
    )
  );
}

async function HowToCall({ proxy }: { proxy: ProxyDetail }) {
  const { t } = await getI18n();
  const words = t('proxy');
  const { spec, outputs } = proxy;
  if (!spec || !outputs.RestApiId) return null;
  const forms = invokeForms({
    restApiId: outputs.RestApiId,
    region: proxy.region,
    stage: outputs.Stage ?? spec.stage,
    endpointId: spec.network.endpointId,
    endpointDnsName: proxy.network?.endpointDnsName ?? null,
    privateDns: true,
  });
  return (
    <Section title={words('call.title')}>
      <p className="mb-3 text-ink-muted text-sm">
        {words('call.lead', { host: new URL(spec.upstream.url).host })}
      </p>
      <CallSnippets forms={forms} upstream={spec.upstream} />
      <p className="mt-3 text-sm">
        <Link prefetch={false} href={routes.errors} className="py-1 text-accent hover:underline">
          {t('explain')('link')}
        </Link>
      </p>
    </Section>
  );
}

async function Access({ proxy }: { proxy: ProxyDetail }) {
  const proof = await getProof(proxy);
  const vpcName = proxy.spec?.network.vpcId ?? '';
  if (!proof)
    return <p className="text-ink-muted text-sm">{(await getI18n()).t('proof')('none')}</p>;
  return <AccessProof rows={proof.rows} basis={proof.basis} vpcName={vpcName} />;
}

async function Keys({ proxy, actor, said }: Props & Said) {
  const [known, used, way, { t }] = await Promise.all([
    listKeys(proxy),
    getKeyUses(proxy),
    confirmationWay(actor),
    getI18n(),
  ]);
  const who = { way, personId: actor.personId, name: actor.name };
  const mayReveal = can(actor, 'key.reveal', { team: proxy.team });
  const words = t('keys');
  return (
    <>
      {isNews(known, said) && <KnownProblem known={known} className="mb-4" />}
      {known.value && (
        <KeyList
          keys={known.value}
          uses={used.value}
          actions={
            mayReveal
              ? ({ slot }) => (
                  <RevealKey proxy={proxy.name} slot={slot} who={who} action={revealKeyAction} />
                )
              : null
          }
          reason={
            mayReveal
              ? null
              : actor.role === 'auditor'
                ? words('auditor')
                : words('notYours', { team: proxy.team })
          }
        />
      )}
    </>
  );
}

async function Probes({ proxy, actor }: Props) {
  const [results, saved, { t }] = await Promise.all([
    listProbeResults(proxy.name, 20),
    listSavedCalls(proxy.name),
    getI18n(),
  ]);
  const words = t('probe');
  const isAllowed = can(actor, 'proxy.probe', { team: proxy.team });
  const denial = actor.role === 'auditor' ? words('auditor') : words('notYours', proxy);
  const reason = hasProbe(proxy) ? (isAllowed ? null : denial) : words('noFunction');
  return (
    <ProbePanel
      proxy={proxy.name}
      method={proxy.spec ? trialMethod(proxy.spec.upstream) : 'GET'}
      path={probePath(proxy)}
      saved={saved}
      results={results}
      actions={
        mayProbe(proxy, actor)
          ? { probe: probeProxyAction, save: saveCallAction, remove: removeCallAction }
          : null
      }
      reason={reason}
    />
  );
}

function mayProbe(proxy: ProxyDetail, actor: Actor): boolean {
  const permission: Permission = 'proxy.probe';
  return hasProbe(proxy) && can(actor, permission, { team: proxy.team });
}

function hasProbe(proxy: ProxyDetail): boolean {
  return Boolean(proxy.network?.probeFunctionName);
}
