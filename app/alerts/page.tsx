import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AlertTable } from '@/components/alerts/alert-table';
import { ChannelTable } from '@/components/alerts/channel-table';
import { CreateChannel } from '@/components/alerts/create-channel';
import { RulesForm } from '@/components/alerts/rules-form';
import { SettingsForm } from '@/components/alerts/settings-form';
import { PageHeader } from '@/components/shell/page-header';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { getTeamAlerts, listAlerts, listAlertTeams } from '@/lib/alerts/data';
import { settingsValues, zoneNames } from '@/lib/alerts/form-values';
import { defaultRules, sluiceSources, watchedRules } from '@/lib/alerts/rules';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { oneOf, type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import {
  createChannelAction,
  removeChannelAction,
  saveAlertRulesAction,
  saveAlertSettingsAction,
  testChannelAction,
} from './actions';

const recentMax = 30;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('alerts')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function AlertsPage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('alerts');
  const teams = await listAlertTeams(actor);
  const team = teams.find((each) => each === oneOf(params, 'team')) ?? teams[0];
  return (
    <I18nProvider namespaces={['alerts', 'errors']}>
      <PageHeader
        title={words('title')}
        meta={team && teams.length === 1 ? words('ofTeam', { team }) : words('lead')}
      />
      {team ? (
        <div className="flex max-w-5xl flex-col gap-10 px-4 pb-12 md:px-8">
          {teams.length > 1 && <Teams teams={teams} current={team} label={words('teams')} />}
          <Suspense key={team} fallback={<Skeleton className="h-100 w-full" />}>
            <TeamAlerts team={team} actor={actor} />
          </Suspense>
        </div>
      ) : (
        <Empty title={words('noTeam.title')}>{words('noTeam.lead')}</Empty>
      )}
    </I18nProvider>
  );
}

function Teams({
  teams,
  current,
  label,
}: {
  teams: readonly string[];
  current: string;
  label: string;
}) {
  return (
    <nav aria-label={label} className="-mb-4 flex flex-wrap gap-1">
      {teams.map((team) => (
        <Link
          key={team}
          prefetch={false}
          href={withQuery(routes.alerts, { team })}
          aria-current={team === current ? 'page' : undefined}
          className="rounded-md px-2.5 py-1 text-ink-muted text-sm hover:bg-subtle hover:text-ink aria-[current=page]:bg-subtle aria-[current=page]:font-medium aria-[current=page]:text-ink max-md:py-2.5"
        >
          {team}
        </Link>
      ))}
    </nav>
  );
}

async function TeamAlerts({ team, actor }: { team: string; actor: Actor }) {
  const [{ t }, found, recent] = await Promise.all([
    getI18n(),
    getTeamAlerts(team),
    listAlerts({ team }, recentMax),
  ]);
  const words = t('alerts');
  const mayManage = can(actor, 'alert.manage', { team });
  return (
    <>
      {!mayManage && (
        <p className="text-ink-muted text-sm">
          {actor.role === 'auditor' ? words('auditor') : words('notYours', { team })}
        </p>
      )}
      <Section
        title={words('channels.title')}
        meta={words('channels.lead')}
        actions={
          mayManage && (
            <CreateChannel
              team={team}
              hasMailServer={found.hasMailServer}
              action={createChannelAction}
            />
          )
        }
      >
        <ChannelTable
          team={team}
          channels={found.channels}
          actions={mayManage ? { test: testChannelAction, remove: removeChannelAction } : null}
        />
      </Section>
      <Section title={words('recent.title')}>
        <AlertTable alerts={recent} />
      </Section>
      <Section title={words('rules.title')} meta={words('rules.teamLead')}>
        <RulesForm
          team={team}
          proxy={null}
          rules={found.rules}
          names={watchedRules}
          inherited={defaultRules}
          inheritedFrom={sluiceSources}
          action={mayManage ? saveAlertRulesAction : null}
        />
      </Section>
      {mayManage && (
        <Section title={words('settings.title')} meta={words('settings.lead')}>
          <SettingsForm
            team={team}
            values={settingsValues(found.settings)}
            zones={zoneNames()}
            action={saveAlertSettingsAction}
          />
        </Section>
      )}
    </>
  );
}
