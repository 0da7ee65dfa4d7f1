import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { RollTable } from '@/components/rolls/roll-table';
import { RollVerb } from '@/components/rolls/roll-verb';
import { PageHeader } from '@/components/shell/page-header';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { StateBadge } from '@/components/ui/state';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getRoll } from '@/lib/rolls/data';
import type { Roll } from '@/lib/rolls/types';
import { routes } from '@/lib/routes';
import { startRollAction, stopRollAction } from '../actions';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, { t }] = await Promise.all([params, getI18n(), requireActor()]);
  const roll = await getRoll(id);
  const words = t('roll');
  if (!roll) return { title: words('title') };
  return {
    title: `${words(`state.${roll.state}`)} · ${words('name', { version: roll.toVersion })}`,
  };
}

export default async function RollPage({ params }: Props) {
  const [{ id }, actor, { t }] = await Promise.all([params, requireActor(), getI18n()]);
  const roll = await getRoll(id);
  if (!roll) notFound();
  const words = t('roll');
  return (
    <I18nProvider namespaces={['errors']}>
      <PageHeader
        above={<Link href={routes.rolls}>{words('list')}</Link>}
        title={words('name', { version: roll.toVersion })}
        meta={<Summary roll={roll} />}
        actions={can(actor, 'fleet.roll') && <Verbs roll={roll} />}
      />
      <p className="px-4 pb-4 text-ink-muted text-sm md:px-8" role="status">
        {words(`text.${roll.state}`)}
      </p>
      <RollTable roll={roll} />
      <RefreshWhile isBusy={roll.endedAt === null && roll.state !== 'planned'} />
    </I18nProvider>
  );
}

async function Summary({ roll }: { roll: Roll }) {
  const words = (await getI18n()).t('roll');
  const over = new Set(['succeeded', 'same']);
  const done = roll.members.filter(({ state }) => over.has(state)).length;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateBadge state={roll.state} label={words(`state.${roll.state}`)} />
      <span>{words('progress', { done, count: roll.members.length })}</span>
      <span>{words('requested', { email: roll.requestedBy })}</span>
      {roll.decidedBy && <span>{words('decided', { email: roll.decidedBy })}</span>}
      {roll.stoppedBy && <span>{words('stoppedBy', { email: roll.stoppedBy })}</span>}
    </span>
  );
}

async function Verbs({ roll }: { roll: Roll }) {
  const words = (await getI18n()).t('roll');
  const fields = { rollId: roll.id };
  const canStop = roll.endedAt === null && roll.state !== 'stopping';
  return (
    <>
      {canStop && (
        <RollVerb
          action={stopRollAction}
          fields={fields}
          label={words(roll.state === 'planned' ? 'discard' : 'stop')}
        />
      )}
      {roll.state === 'planned' && (
        <RollVerb action={startRollAction} fields={fields} label={words('start')} isPrimary />
      )}
    </>
  );
}
