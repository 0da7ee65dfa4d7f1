import type { Metadata } from 'next';
import { GuardrailsEditor } from '@/components/governance/guardrails-editor';
import { RuleSentence } from '@/components/governance/rule-sentence';
import { VersionList } from '@/components/governance/version-list';
import { PageHeader } from '@/components/shell/page-header';
import { Alert } from '@/components/ui/alert';
import { Section } from '@/components/ui/section';
import { canonical } from '@/lib/canonical';
import { builtInGuardrails } from '@/lib/governance/built-in';
import { listGuardrailVersions } from '@/lib/governance/data';
import type { Guardrails } from '@/lib/governance/guardrails';
import { rulesOf } from '@/lib/governance/rules-of';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { listTokenTeams } from '@/lib/identity/data';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { oneOf, type SearchParams } from '@/lib/query';
import { replayGuardrailsAction, saveGuardrailsAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('guardrails')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function GuardrailsPage({ searchParams }: Props) {
  const [actor, { t }, params, versions] = await Promise.all([
    requireActor(),
    getI18n(),
    searchParams,
    listGuardrailVersions(),
  ]);
  const words = t('guardrails');
  const inForce = versions[0]?.guardrails ?? builtInGuardrails;
  const version = versions[0]?.version ?? 0;
  const isManager = can(actor, 'guardrail.manage');
  const loaded = versions.find((each) => String(each.version) === oneOf(params, 'version'));
  return (
    <I18nProvider namespaces={['guardrails', 'errors']}>
      <PageHeader
        title={words('title')}
        meta={`${words('lead')} ${words('inForce', { version })}`}
      />
      <div className="flex max-w-4xl flex-col gap-10 px-4 pb-12 md:px-8">
        {isManager && loaded && canonical(loaded.guardrails) !== canonical(inForce) && (
          <Alert title={words('history.loaded', { version: String(loaded.version) })} />
        )}
        {isManager ? (
          <GuardrailsEditor
            // An earlier version that is loaded is where another draft begins.
            key={loaded?.version}
            inForce={inForce}
            version={version}
            initial={loaded?.guardrails ?? inForce}
            teams={await listTokenTeams(actor)}
            save={saveGuardrailsAction}
            replay={replayGuardrailsAction}
          />
        ) : (
          <OwnRules guardrails={inForce} teams={actor.teams} />
        )}
        <Section title={words('history.title')}>
          <VersionList versions={versions} builtIn={builtInGuardrails} mayRestore={isManager} />
        </Section>
      </div>
    </I18nProvider>
  );
}

/** What binds the reader: the rules of each of their teams, or those of everybody. */
async function OwnRules({
  guardrails,
  teams,
}: {
  guardrails: Guardrails;
  teams: readonly string[];
}) {
  const words = (await getI18n()).t('guardrails');
  // No team has this name: it stands for all that have no rule of their own.
  const nobody = '';
  return (
    <>
      <p className="text-ink-muted text-sm">{words('readLead')}</p>
      {(teams.length > 0 ? teams : [nobody]).map((team) => {
        const rules = rulesOf(guardrails, team);
        return (
          <Section
            key={team}
            title={team === nobody ? words('forEverybody') : words('ofTeam', { team })}
          >
            {rules.length === 0 && <p className="text-ink-muted text-sm">{words('noRules')}</p>}
            <ul className="divide-y divide-line border-line border-y">
              {rules.map(({ rule, origin }) => (
                <li key={rule.id} className="py-2.5">
                  <RuleSentence rule={rule} origin={origin} />
                </li>
              ))}
            </ul>
          </Section>
        );
      })}
    </>
  );
}
