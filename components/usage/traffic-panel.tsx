import { Tabs } from '@/components/ui/tabs';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { Known } from '@/lib/known';
import type { Binding } from '@/lib/usage/binding';
import type { Breakdown, TrafficReport } from '@/lib/usage/breakdown';
import { type KeyStanding, keyRefusals } from '@/lib/usage/key-refusals';
import type { LimitsInForce } from '@/lib/usage/limits-in-force';
import { isOld } from '@/lib/usage/old';
import { DifferencePanel } from './difference-panel';
import { KeyRefusalList } from './key-refusal-list';
import { OutcomeTable } from './outcome-table';

/** Which limit holds the proxy, how its requests ended, and why AWS's figures of them differ. */
export async function TrafficPanel({
  report,
  standings,
  limits,
}: {
  report: TrafficReport;
  /** How the proxy's keys stand now; null where that was not read yet. */
  standings: ReadonlyMap<string, KeyStanding> | null;
  /** Those in force, which are not the saved ones where the plan was edited by hand. */
  limits: LimitsInForce | null;
}) {
  const words = (await getI18n()).t('traffic');
  const { binding, day, week } = report;
  if (!report.keepsLog) return <p className="text-ink-muted text-sm">{words('noLog')}</p>;
  return (
    <div className="flex flex-col gap-4">
      {binding && limits && <BindingText binding={binding} limits={limits} report={report} />}
      {day.value ? (
        <Tabs
          label={words('windows')}
          tabs={[
            {
              id: 'day',
              label: words('day'),
              content: <Span known={day} name={words('day')} standings={standings} />,
            },
            {
              id: 'week',
              label: words('week'),
              content: <Span known={week} name={words('week')} standings={standings} />,
            },
          ]}
        />
      ) : (
        <p className="text-ink-muted text-sm">{words('waiting')}</p>
      )}
      <DifferencePanel difference={report.difference} />
    </div>
  );
}

/** "Held by rate 5/s, not by the quota": the one that refuses first, then how much of each is taken. */
async function BindingText({
  binding,
  limits,
  report,
}: {
  binding: Binding;
  limits: LimitsInForce;
  report: TrafficReport;
}) {
  const { t, format } = await getI18n();
  const words = t('traffic');
  const { held, nearest, refused: count, shares } = binding;
  const facts = {
    count,
    rate: limits.rate,
    burst: limits.burst,
    limit: limits.quota?.limit ?? 0,
    account: report.account?.limit ?? 0,
  };
  const quiet =
    nearest === 'quota' ? 'nearestQuota' : nearest === 'rate' ? 'nearestRate' : ('none' as const);
  const taken = [
    shares.quota !== null && words('shares.quota', { share: format.percent(shares.quota) }),
    shares.rate !== null && words('shares.rate', { share: format.percent(shares.rate) }),
    shares.account !== null &&
      words('shares.account', {
        share: format.percent(shares.account),
        limit: report.account?.limit ?? 0,
      }),
  ].filter((text) => text !== false);
  return (
    <div className="text-sm">
      <p className={cn('font-medium', held && 'text-warn')}>
        {words(`binding.${held ?? quiet}`, facts)}
      </p>
      {taken.length > 0 && <p className="text-ink-muted">{taken.join(' · ')}</p>}
    </div>
  );
}

async function Span({
  known,
  name,
  standings,
}: {
  known: Known<Breakdown>;
  name: string;
  standings: ReadonlyMap<string, KeyStanding> | null;
}) {
  const { t, format } = await getI18n();
  const words = t('traffic');
  if (known.asOf === null) return null;
  const old = isOld(known, format.now);
  const { since } = known.value;
  return (
    <div className={cn('flex flex-col gap-2 pt-3', old && 'text-ink-faint')}>
      <OutcomeTable breakdown={known.value} label={`${words('title')}: ${name}`} />
      <KeyRefusalList refusals={keyRefusals(known.value.keys, standings)} />
      <p className="text-ink-muted text-xs">
        {words.rich('asOf', { when: () => <Time value={known.asOf} /> })}
        {since && <> · {words.rich('since', { when: () => <Time value={since} as="full" /> })}</>}
      </p>
    </div>
  );
}
