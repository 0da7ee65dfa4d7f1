'use client';

import Link from 'next/link';
import { VerdictLine } from '@/components/governance/verdict';
import { Button, buttonVariants } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { useTranslations } from '@/lib/i18n/client';
import type { NetworkChoices } from '@/lib/networks/types';
import { periodSeconds } from '@/lib/proxies/limits-math';
import type { PreviewGovernance, PreviewPlace, ProxyPreview } from '@/lib/proxies/preview';
import type { ProxyFormValues } from '@/lib/proxies/schema';
import { routes } from '@/lib/routes';
import { pendingVpcId } from '@/templates/proxy/pending';
import type { ProxySpec } from '@/templates/proxy/spec';
import { CallPreview } from './call-preview';
import { CostPreview } from './cost-preview';
import { DraftNotice } from './draft-notice';
import { fieldOrder } from './field-order';
import { FormFaults } from './form-faults';
import { FieldFindings } from './form-fields';
import { type FormBounds, FormScopeProvider, type RefreshVpcsAction } from './form-scope';
import { Section } from './form-section';
import { LaunchProblem } from './launch-problem';
import { LimitsSection } from './limits-section';
import { NetworkSection } from './network-section';
import { PolicyPreview } from './policy-preview';
import { PreviewAside, PreviewSheet } from './preview-panel';
import { RequestReason } from './request-reason';
import { TemplatePreview } from './template-preview';
import { UpstreamSection } from './upstream-section';
import { type LaunchAction, useLaunchForm } from './use-launch-form';
import { usePreview } from './use-preview';
import { type FormTeams, WhoSection } from './who-section';

const seconds30Days = 30 * 86_400;

/** The form that launches a proxy, with the preview of exactly what it launches. */
export function ProxyForm({
  action,
  edited = null,
  refreshVpcs,
  choices,
  initial,
  isPrefilled,
  focus = null,
  teams,
  bounds,
  place,
  keyCount = 1,
  governance,
}: {
  action: LaunchAction;
  /** The proxy that the form edits; null where it launches a new one. */
  edited?: ProxySpec | null;
  refreshVpcs: RefreshVpcsAction;
  /** What the account offers; null where it could not be read. */
  choices: NetworkChoices | null;
  initial: ProxyFormValues;
  /** The values come from a link: a draft in the tab is left alone. */
  isPrefilled: boolean;
  /** A field that a link leads to, to be chosen anew. */
  focus?: string | null;
  teams: FormTeams;
  bounds: FormBounds;
  /** What the preview needs to know of the account. */
  place: PreviewPlace;
  /** How many keys callers of an edited proxy have. */
  keyCount?: number;
  /** The rules in force and the register, so that the verdict is known while one types. */
  governance: Omit<PreviewGovernance, 'saved'>;
}) {
  const t = useTranslations('create');
  const guardrails = useTranslations('errors.guardrails');
  const form = useLaunchForm({
    action,
    storageKey: edited ? `sluice.draft.edit.${edited.name}` : 'sluice.draft.proxy',
    initial,
    isPrefilled,
    focus,
    order: fieldOrder,
  });
  const { values } = form.draft;
  const networks = choices?.networks ?? [];
  const preview = usePreview(values, (core, settled) =>
    core.previewProxy(settled, place, edited ? keptBy(edited) : {}, {
      ...governance,
      saved: edited,
    }),
  );
  const faultsOf = form.faultsOf(preview?.faults ?? null);
  const tabs = usePreviewTabs(preview, values, place.region);
  const verdict = preview?.verdict ?? null;
  const findingsOf = (field: string) => verdict?.findings.filter((it) => it.field === field) ?? [];
  const hosts = governance.upstreams.flatMap(({ host, state }) =>
    state === 'approved' ? host : [],
  );
  const ways =
    networks.length > 0
      ? (['existing', 'create', 'adopt'] as const)
      : (['create', 'adopt'] as const);
  return (
    <FormScopeProvider
      scope={{
        ...{ values, change: form.change, faultsOf, bounds, refreshVpcs, keyCount },
        ...{ findingsOf, hosts, upstream: preview?.upstream ?? null },
      }}
    >
      <div className="grid gap-x-10 px-4 pb-10 md:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <form {...form.formProps} noValidate className="min-w-0 max-w-2xl pt-2">
          <DraftNotice draft={form.draft} />
          <FormFaults order={fieldOrder} refused={form.refused} />
          <UpstreamSection />
          {edited ? (
            <StandingPlace spec={edited} />
          ) : (
            <NetworkSection choices={choices} ways={ways} isForProxy />
          )}
          <LimitsSection />
          <WhoSection teams={teams} hasName={edited === null} />
          <input type="hidden" name="idempotencyKey" value={values.idempotencyKey} />
          <VerdictLine verdict={verdict} />
          {verdict?.kind === 'approval' && <RequestReason />}
          <LaunchProblem problem={form.problem} isUnreached={form.isUnreached} />
          <div className="flex flex-wrap items-center gap-3 border-line border-t pt-5">
            <Button type="submit" variant="primary" isPending={form.isPending}>
              {verdict?.kind === 'approval'
                ? guardrails('request')
                : t(edited ? 'submitEdit' : 'submitProxy')}
            </Button>
            <PreviewSheet tabs={tabs} />
            <Link
              href={edited ? routes.proxy(edited.name) : routes.proxies}
              className={buttonVariants({ variant: 'ghost' })}
            >
              {t('cancel')}
            </Link>
            <p className="w-full text-ink-muted text-xs">
              {t(edited ? 'submitEditHint' : 'submitHint')}
            </p>
          </div>
        </form>
        <PreviewAside tabs={tabs} />
      </div>
    </FormScopeProvider>
  );
}

/** Where a proxy stands and what it is called are no part of an edit. */
function StandingPlace({ spec }: { spec: ProxySpec }) {
  const t = useTranslations('create');
  return (
    <Section title={t('sections.fromWhere')}>
      <p className="text-ink-muted text-sm">
        {t('standsIn', { network: spec.network.name })} <Code>{spec.network.vpcId}</Code>
      </p>
      <FieldFindings names={['networkChoice']} />
      <input type="hidden" name="networkChoice" value="existing" />
      <input type="hidden" name="existingNetwork" value={spec.network.name} />
      <input type="hidden" name="name" value={spec.name} />
    </Section>
  );
}

function keptBy({ network, team, stage, accessLog, tags }: ProxySpec): Partial<ProxySpec> {
  return { network, team, stage, accessLog, tags };
}

function usePreviewTabs(preview: ProxyPreview | null, values: ProxyFormValues, region: string) {
  const t = useTranslations('create');
  if (!preview) return null;
  const { spec } = preview;
  const isAdopted = values.networkChoice === 'adopt';
  const vpcName =
    spec.network.vpcId !== pendingVpcId
      ? spec.network.vpcId
      : t(isAdopted ? 'policy.vpcPendingAdopt' : 'policy.vpcPending');
  const zones = isAdopted ? values.subnetIds.length : values.azs.length;
  const { quota } = spec.limits;
  const cost = {
    region,
    azCount: Math.max(1, values.networkChoice === 'existing' ? 2 : zones),
    isNetworkShared: values.networkChoice === 'existing' || (isAdopted && values.endpointId !== ''),
    fullestCalls: quota && Math.round((quota.limit * seconds30Days) / periodSeconds[quota.period]),
  };
  return [
    {
      id: 'template',
      label: t('preview.tabs.template'),
      content: <TemplatePreview preview={preview} />,
    },
    { id: 'cost', label: t('preview.tabs.cost'), content: <CostPreview {...cost} /> },
    {
      id: 'policy',
      label: t('preview.tabs.policy'),
      isText: true,
      content: <PolicyPreview preview={preview} vpcName={vpcName} isAdopted={isAdopted} />,
    },
    {
      id: 'call',
      label: t('preview.tabs.call'),
      content: <CallPreview spec={spec} region={region} />,
    },
  ];
}
