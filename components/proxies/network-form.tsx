'use client';

import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { useTranslations } from '@/lib/i18n/client';
import type { NetworkChoices } from '@/lib/networks/types';
import type { ProxyFormValues } from '@/lib/proxies/schema';
import { routes } from '@/lib/routes';
import type { NetworkSpec } from '@/templates/network/spec';
import { CostPreview } from './cost-preview';
import { DraftNotice } from './draft-notice';
import { FormFaults } from './form-faults';
import { type FormBounds, FormScopeProvider, type RefreshVpcsAction } from './form-scope';
import { LaunchProblem } from './launch-problem';
import { NetworkMakes } from './network-makes';
import { NetworkSection } from './network-section';
import { PreviewAside, PreviewSheet } from './preview-panel';
import { StandingNetwork } from './standing-network';
import { TemplatePreview } from './template-preview';
import { type LaunchAction, useLaunchForm } from './use-launch-form';
import { usePreview } from './use-preview';
import { type FormTeams, WhoSection } from './who-section';

const order = [
  'networkChoice',
  'cidr',
  'azs',
  'vpcId',
  'subnetIds',
  'networkName',
  'team',
  'environment',
  'owner',
  'description',
] as const;

/** The guardrails are about proxies; a network is the platform team's own. */
const ungoverned = { findingsOf: () => [], upstream: null, hosts: [] };

/** The form that makes a network or adopts one, of the same parts as a proxy's. */
export function NetworkForm({
  action,
  edited = null,
  refreshVpcs,
  choices,
  initial,
  isPrefilled,
  focus = null,
  teams,
  bounds,
  region,
}: {
  action: LaunchAction;
  /** The network that the form edits; null where it launches a new one. */
  edited?: NetworkSpec | null;
  refreshVpcs: RefreshVpcsAction;
  choices: NetworkChoices | null;
  initial: ProxyFormValues;
  isPrefilled: boolean;
  focus?: string | null;
  teams: FormTeams;
  bounds: FormBounds;
  region: string;
}) {
  const t = useTranslations('create');
  const form = useLaunchForm({
    action,
    storageKey: edited ? `sluice.draft.edit-network.${edited.name}` : 'sluice.draft.network',
    initial,
    isPrefilled,
    focus,
    order,
  });
  const { values } = form.draft;
  const preview = usePreview(values, (core, settled) => core.previewNetwork(settled, edited));
  const faultsOf = form.faultsOf(preview?.faults ?? null);
  const isAdopted = values.networkChoice === 'adopt';
  const zones = isAdopted ? values.subnetIds.length : values.azs.length;
  const tabs = preview && [
    {
      id: 'template',
      label: t('preview.tabs.template'),
      content: <TemplatePreview preview={preview} />,
    },
    {
      id: 'cost',
      label: t('preview.tabs.cost'),
      content: (
        <CostPreview
          region={region}
          azCount={Math.max(1, zones)}
          isNetworkShared={isAdopted && values.endpointId !== ''}
          fullestCalls={null}
        />
      ),
    },
    ...(edited
      ? []
      : [
          {
            id: 'makes',
            label: t('networkPreview.makes'),
            content: <NetworkMakes values={values} />,
          },
        ]),
  ];
  return (
    <FormScopeProvider
      scope={{
        ...{ values, change: form.change, faultsOf, bounds, refreshVpcs, keyCount: 0 },
        ...ungoverned,
      }}
    >
      <div className="grid gap-x-10 px-4 pb-10 md:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <form {...form.formProps} noValidate className="min-w-0 max-w-2xl pt-2">
          <DraftNotice draft={form.draft} />
          <FormFaults order={order} refused={form.refused} />
          {edited ? (
            <StandingNetwork spec={edited} choices={choices} />
          ) : (
            <NetworkSection choices={choices} ways={['create', 'adopt']} isForProxy={false} />
          )}
          <WhoSection teams={teams} hasName={false} hasLifetime={false} />
          <input type="hidden" name="idempotencyKey" value={values.idempotencyKey} />
          <LaunchProblem problem={form.problem} isUnreached={form.isUnreached} />
          <div className="flex flex-wrap items-center gap-3 border-line border-t pt-5">
            <Button type="submit" variant="primary" isPending={form.isPending}>
              {t(edited ? 'submitEdit' : 'submitNetwork')}
            </Button>
            <PreviewSheet tabs={tabs} />
            <Link
              href={edited ? routes.network(edited.name) : routes.networks}
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
