import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { RollVerb } from '@/components/rolls/roll-verb';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { Section } from '@/components/ui/section';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { listBehind, listRolls } from '@/lib/rolls/data';
import { routes } from '@/lib/routes';
import { templatesVersion } from '@/templates/version';
import { previewRollAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('roll')('title') };
}

export default async function RollsPage() {
  const [actor, { t }, known, rolls] = await Promise.all([
    requireActor(),
    getI18n(),
    listBehind(),
    listRolls(),
  ]);
  const words = t('roll');
  const behind = known.value ?? [];
  return (
    <I18nProvider namespaces={['errors']}>
      <PageHeader
        above={<Link href={routes.proxies}>{t('fleet')('title')}</Link>}
        title={words('title')}
        meta={words('current', { version: templatesVersion })}
      />
      <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />
      <div className="flex max-w-5xl flex-col gap-8 px-4 pb-12 md:px-8">
        <div className="flex flex-col gap-3 text-sm">
          <p className="max-w-prose text-ink-muted">{words('lead')}</p>
          {known.value && (
            <p className="font-medium">{words('behind', { count: behind.length })}</p>
          )}
          {behind.length > 0 && (
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {behind.map(({ kind, name, version }) => (
                <li key={`${kind} ${name}`}>
                  <Link prefetch={false} href={routes[kind](name)} className="hover:underline">
                    {name}
                  </Link>{' '}
                  <span className="text-ink-muted text-xs">
                    {[...(kind === 'network' ? [words('kind.network')] : []), version].join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {behind.length > 0 &&
            (can(actor, 'fleet.roll') ? (
              <>
                <RollVerb
                  action={previewRollAction}
                  fields={{ idempotencyKey: randomUUID() }}
                  label={words('preview')}
                  isPrimary
                />
                <p className="text-ink-muted text-xs">{words('previewText')}</p>
              </>
            ) : (
              <p className="text-ink-muted">{words('platformOnly')}</p>
            ))}
        </div>
        <Section title={words('history')}>
          {rolls.length === 0 && <p className="text-ink-muted text-sm">{words('none')}</p>}
          <ul className="divide-y divide-line border-line border-y text-sm">
            {rolls.map((roll) => (
              <li key={roll.id} className="flex min-h-9 flex-wrap items-center gap-x-3 py-1.5">
                <StateBadge
                  state={roll.state}
                  label={words(`state.${roll.state}`)}
                  className="w-24"
                />
                <Link
                  prefetch={false}
                  href={routes.roll(roll.id)}
                  className="py-0.5 font-medium hover:underline"
                >
                  {words('name', { version: roll.toVersion })}
                </Link>
                <span className="ml-auto text-ink-muted text-xs">
                  <Time value={roll.requestedAt} /> · {roll.requestedBy}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </I18nProvider>
  );
}
