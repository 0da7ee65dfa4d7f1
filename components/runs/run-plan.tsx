'use client';

import { CircleCheck, CircleDot, TriangleAlert } from 'lucide-react';
import { Code } from '@/components/ui/code';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import { type Consequence, consequencesOf, type Weight, weightOf } from '@/lib/runs/consequences';
import type { Run, StepPlan } from '@/lib/runs/types';

type Changes = StepPlan['changes'];

/** What a plan means to those who call, then what it does to each resource, before and after. */
export function RunPlan({ run, calls7Days }: { run: Run; calls7Days: number | null }) {
  const t = useTranslations('run.plan');
  const changes = run.steps.flatMap(({ plan }) => plan?.changes ?? []);
  if (changes.length === 0) return null;
  return (
    <section aria-label={t('title')} className="rounded-lg border border-line bg-surface">
      <div className="px-4 py-3">
        <h3 className="font-medium text-sm">{t('title')}</h3>
        <ul className="mt-2 flex flex-col gap-1">
          {consequencesOf(changes).map((one) => (
            <Felt key={JSON.stringify(one)} consequence={one} />
          ))}
        </ul>
        <p className="mt-2 text-ink-muted text-xs">
          {calls7Days === null ? t('trafficUnknown') : t('traffic', { calls: calls7Days })}
        </p>
      </div>
      <details className="border-line border-t" open={run.state === 'planned' || undefined}>
        <summary className="flex min-h-9 items-center px-4 font-medium text-sm hover:bg-hover max-md:min-h-11">
          {t('changes')}
        </summary>
        <ul className="divide-y divide-line border-line border-t">
          {changes.map((change) => (
            <ChangedResource key={change.logicalId} change={change} />
          ))}
        </ul>
      </details>
    </section>
  );
}

const icons: Record<Weight, [typeof CircleCheck, string]> = {
  breaks: [TriangleAlert, 'text-danger'],
  changes: [CircleDot, 'text-accent'],
  calm: [CircleCheck, 'text-good'],
};

function Felt({ consequence }: { consequence: Consequence }) {
  const words = useConsequenceWords();
  const weight = weightOf(consequence);
  const [Icon, tone] = icons[weight];
  return (
    <li className="flex gap-2 text-sm">
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', tone)} />
      <span
        className={cn(
          'min-w-0 break-words',
          weight === 'breaks' && 'font-medium',
          weight === 'calm' && 'text-ink-muted',
        )}
      >
        {words(consequence)}
      </span>
    </li>
  );
}

function useConsequenceWords(): (consequence: Consequence) => string {
  const t = useTranslations('run.consequence');
  const quota = (text: string) => {
    const [limit, period] = text.split(' ');
    if (!limit) return t('quotaNone');
    const isKnown = period === 'DAY' || period === 'WEEK' || period === 'MONTH';
    return isKnown ? t(`quotaOf.${period}`, { limit }) : text;
  };
  return (consequence) => {
    if (consequence.kind === 'quota')
      return t('quota', { from: quota(consequence.from), to: quota(consequence.to) });
    const { kind, ...values } = { from: '', to: '', ...consequence };
    return t(kind, values);
  };
}

function ChangedResource({ change }: { change: Changes[number] }) {
  const t = useTranslations('run.plan');
  const { logicalId, resourceType, replacement, action, properties } = change;
  const verb = verbOf(action, replacement);
  return (
    <li className="px-4 py-2 text-xs">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span
          className={cn(
            'font-medium',
            verb === 'Replace' || verb === 'Remove' ? 'text-danger' : '',
          )}
        >
          {verb in words ? t(`action.${verb as keyof typeof words}`) : verb}
        </span>
        <span className="text-sm">{logicalId}</span>
        <span className="text-ink-faint">{resourceType}</span>
      </p>
      {properties.length > 0 && (
        <dl className="mt-1 flex flex-col gap-1">
          {properties.map((property) => (
            <div
              key={property.path}
              className="grid gap-x-3 md:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
            >
              <dt className="min-w-0 break-words text-ink-muted">
                {property.path.replace(/^\/Properties\//, '')}
              </dt>
              <dd className="min-w-0">
                <Difference before={property.before} after={property.after} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

const words = { Add: 1, Modify: 1, Remove: 1, Replace: 1, MayReplace: 1 };

function verbOf(action: string, replacement: Changes[number]['replacement']): string {
  if (action !== 'Modify') return action;
  if (replacement === 'True') return 'Replace';
  return replacement === 'Conditional' ? 'MayReplace' : 'Modify';
}

function Difference({ before, after }: { before: string | null; after: string | null }) {
  const t = useTranslations('run.plan');
  const shown = (text: string) => (/KNOWN_AFTER_APPLY/.test(text) ? t('knownLater') : text);
  return (
    <>
      {before !== null && (
        <p className="break-words">
          <span aria-hidden="true">− </span>
          <span className="sr-only">{t('columns.before')}: </span>
          <Code className="break-words text-ink-muted">{shown(before)}</Code>
        </p>
      )}
      {after !== null && (
        <p className="break-words">
          <span aria-hidden="true">+ </span>
          <span className="sr-only">{t('columns.after')}: </span>
          <Code className="break-words">{shown(after)}</Code>
        </p>
      )}
    </>
  );
}
