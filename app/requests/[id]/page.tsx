import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { VerdictNotice } from '@/components/governance/verdict';
import { DecideRequest, WithdrawRequest } from '@/components/requests/decide-request';
import { RequestChanges } from '@/components/requests/request-changes';
import { requestLooks } from '@/components/requests/request-looks';
import { RequestTimeline } from '@/components/requests/request-timeline';
import { Consequences } from '@/components/runs/run-plan';
import { PageHeader } from '@/components/shell/page-header';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code';
import { Section } from '@/components/ui/section';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { pricesFor } from '@/lib/proxies/cost';
import { formParams } from '@/lib/proxies/form-initial';
import { withQuery } from '@/lib/query';
import { changesBetween } from '@/lib/requests/changes';
import { type CallCost, requestCost } from '@/lib/requests/cost';
import { getRequest, mayDecide } from '@/lib/requests/data';
import { missingApprovers } from '@/lib/requests/state';
import type { ProxyRequest } from '@/lib/requests/types';
import { routes } from '@/lib/routes';
import { getAccount } from '@/lib/targets/data';
import { readCallers } from '@/lib/usage/callers';
import type { ProxySpec } from '@/templates/proxy/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { decideRequestAction, withdrawRequestAction } from '../actions';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, { t }] = await Promise.all([params, getI18n(), requireActor()]);
  const request = await getRequest(id);
  const words = t('request');
  if (!request) return { title: words('list.title') };
  const { state, kind, proxy } = request;
  return { title: `${words(`state.${state}`)} · ${words(`what.${kind}`, { proxy })}` };
}

export default async function RequestPage({ params }: Props) {
  const [{ id }, actor, { t }] = await Promise.all([params, requireActor(), getI18n()]);
  const request = await getRequest(id);
  if (!request) notFound();
  const words = t('request');
  const { kind, proxy, state, requestedBy, requestedAt, spec, saved } = request;
  const isOwn = requestedBy === actor.email;
  return (
    <I18nProvider namespaces={['errors', 'request', 'run']}>
      <PageHeader
        above={<Link href={routes.requests}>{words('list.title')}</Link>}
        title={words(`what.${kind}`, { proxy })}
        meta={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={requestLooks[state]} label={words(`state.${state}`)} />
            <span>{words('by', { by: requestedBy, team: request.team })}</span>
            <Time value={requestedAt} />
          </span>
        }
        actions={
          isOwn &&
          state === 'open' &&
          can(actor, 'request.ask', { team: request.team }) && (
            <WithdrawRequest id={id} action={withdrawRequestAction} />
          )
        }
      />
      <div className="flex max-w-4xl flex-col gap-8 px-4 pb-10 md:px-8">
        <Standing request={request} isOwn={isOwn} />
        <blockquote className="max-w-prose break-words border-accent-line border-l-2 pl-3">
          {request.reason}
        </blockquote>
        <Verdict request={request} />
        {mayDecide(actor, request) && <DecideRequest id={id} action={decideRequestAction} />}
        {saved && (
          <Section title={words('felt')} meta={words('feltLead')}>
            <Felt request={request} saved={saved} />
          </Section>
        )}
        <RequestChanges request={request} />
        <Cost request={request} />
        <RequestTimeline request={request} />
        <details className="rounded-lg border border-line">
          <summary className="flex min-h-9 items-center px-4 font-medium text-sm max-md:min-h-11">
            {words('template')}
          </summary>
          <CodeBlock label={words('template')} text={renderYaml(stackFor(spec).template)} />
        </details>
      </div>
      <RefreshWhile isBusy={state === 'approved'} />
    </I18nProvider>
  );
}

/** What callers would feel of it, with those who called lately. */
async function Felt({
  request: { proxy, spec },
  saved,
}: {
  request: ProxyRequest;
  saved: ProxySpec;
}) {
  const { callers } = await readCallers([proxy]);
  return <Consequences changes={changesBetween(saved, spec)} callers={callers} />;
}

/** What the guardrails said: a notice while it waits, a fact afterwards. */
async function Verdict({ request: { state, verdict } }: { request: ProxyRequest }) {
  if (state === 'open') return <VerdictNotice verdict={verdict} />;
  const { t, locale } = await getI18n();
  return (
    <Section title={t('request')('whyAsked')}>
      <ul className="text-ink-muted text-sm">
        {verdict.findings.map(({ rule, reason, reasonJa }) => (
          <li key={rule}>{(locale === 'ja' && reasonJa) || reason}</li>
        ))}
      </ul>
    </Section>
  );
}

/** How it stands, and what is next: by whom, or where. */
async function Standing({ request, isOwn }: { request: ProxyRequest; isOwn: boolean }) {
  const words = (await getI18n()).t('request');
  const { state, expiresAt, runId, voidReason } = request;
  if (state === 'open') {
    const missing = missingApprovers(request);
    const [only] = missing;
    const who = missing.length === 1 && only ? only : 'both';
    return (
      <p className="text-ink-muted text-sm" role="status">
        {words('waits', { who })} {isOwn && `${words('own')} `}
        {words('expires')} <Time value={expiresAt} />
      </p>
    );
  }
  if (state === 'started' && runId)
    return (
      <p role="status">
        <Link href={routes.run(runId)} className={buttonVariants({ variant: 'primary' })}>
          {words(`run.${request.kind}`)}
        </Link>
      </p>
    );
  if (state === 'void')
    return (
      <Alert tone="danger" title={words('void.title')} actions={<Again request={request} />}>
        <p>{words(`void.${voidReason && 'moved' in voidReason ? voidReason.moved : 'failed'}`)}</p>
        {voidReason && 'code' in voidReason && voidReason.detail && (
          <p className="mt-1 break-words font-mono text-xs">{voidReason.detail}</p>
        )}
      </Alert>
    );
  return (
    <p className="flex flex-wrap items-center gap-3 text-ink-muted text-sm" role="status">
      {words(`text.${state}`)}
      {isOwn && (state === 'denied' || state === 'expired') && <Again request={request} />}
    </p>
  );
}

async function Again({ request }: { request: ProxyRequest }) {
  const words = (await getI18n()).t('request');
  const { spec, kind, proxy, input, reason } = request;
  const place =
    input.network === null || input.network.choice !== 'existing'
      ? {}
      : { networkChoice: 'existing', existingNetwork: input.network.name };
  const query = { ...formParams(spec), ...place, requestReason: reason };
  const form = kind === 'launch' ? routes.newProxy : routes.editProxy(proxy);
  const href = input.adoption
    ? withQuery(routes.lint, { api: input.adoption.apiId })
    : withQuery(form, query);
  return (
    <Link href={href} className={buttonVariants({ size: 'sm' })}>
      {words('again')}
    </Link>
  );
}

/** What it costs where its quota is always used up, beside what stands, and the endpoint that the launch makes. */
async function Cost({ request }: { request: ProxyRequest }) {
  const [{ t, format }, account] = await Promise.all([getI18n(), getAccount()]);
  const words = t('request');
  const prices = pricesFor(account.value?.region ?? '');
  const { asked, before, endpoint } = requestCost(request, prices);
  const text = ({ calls, usd, isBounded }: CallCost) =>
    words(isBounded ? 'cost.fullest' : 'cost.unbounded', {
      calls: format.number(calls),
      usd: format.money(usd),
    });
  const isConfirmed =
    prices.requests.isConfirmed && (!endpoint || prices.endpointAzHour.isConfirmed);
  return (
    <Section title={words('cost.title')}>
      <p className="text-sm">{text(asked)}</p>
      {before && (
        <p className="mt-1 text-ink-muted text-sm">
          {words('cost.before', { text: text(before) })}
        </p>
      )}
      <p className="mt-1 text-sm">
        {endpoint
          ? words('cost.endpoint', {
              azs: format.number(endpoint.azs),
              usd: format.money(endpoint.usd),
            })
          : words('cost.shared')}
      </p>
      {!isConfirmed && <p className="mt-1 text-ink-muted text-xs">{words('cost.unconfirmed')}</p>}
    </Section>
  );
}
