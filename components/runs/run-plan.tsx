'use client';

import { ChevronRight, CircleCheck, CircleDot, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Code } from '@/components/ui/code';
import { cn } from '@/lib/cn';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { type Consequence, consequencesOf, type Weight, weightOf } from '@/lib/runs/consequences';
import { meantChanges } from '@/lib/runs/meant-changes';
import { differencesOf } from '@/lib/runs/property-diff';
import type { Run, StepPlan } from '@/lib/runs/types';
import { consequenceWords } from '@/lib/runs/words';
import type { MethodCalls } from '@/lib/usage/method-calls';
import { callsOfAll, type RecentCaller } from '@/lib/usage/recent';
import type { HttpMethod } from '@/templates/proxy/http-methods';

type Changes = StepPlan['changes'];

/** What a plan means to those who call, then what it does to each resource, before and after. */
export function RunPlan({
  run,
  callers,
  standing,
  methodCalls,
  decision,
}: {
  run: Run;
  /** Every consumer key with its calls of the last seven days; null where that is not known. */
  callers: readonly RecentCaller[] | null;
  /** Names of the proxies that stand in a network; null where it is none. */
  standing: readonly string[] | null;
  methodCalls: MethodCalls | null;
  /** What can be done with the plan, between what it means and what it does. */
  decision?: ReactNode;
}) {
  const t = useTranslations('run.plan');
  const changes = meantChanges(run);
  if (changes.length === 0) return null;
  const calls = callers && callsOfAll(callers);
  return (
    <section
      aria-label={t('title')}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="px-4 py-3">
        <h3 className="font-medium text-sm">{t('title')}</h3>
        <Consequences
          changes={changes}
          subject={run.subject.kind}
          callers={callers}
          methodCalls={methodCalls}
          className="mt-2"
        />
        {run.kind === 'import' && run.steps.some(({ action }) => action === 'protect') && (
          <p className="mt-2 text-sm">{t('protects')}</p>
        )}
        {standing && (
          <p className="mt-2 break-words text-sm">
            {t('standing', { count: standing.length, names: standing.join(', ') })}
          </p>
        )}
        <p className="mt-2 text-ink-muted text-xs">
          {calls === null ? t('trafficUnknown') : t('traffic', { calls })}
        </p>
        {decision && <div className="mt-4">{decision}</div>}
      </div>
      <details className="group border-line border-t" open={run.state === 'planned' || undefined}>
        <summary className="flex min-h-9 items-center gap-1 px-4 font-medium text-sm hover:bg-hover max-md:min-h-11">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
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

/** What changes mean to those who call, what breaks first. Needs the `run` namespace. */
export function Consequences({
  changes,
  subject = 'proxy',
  callers,
  methodCalls = null,
  className,
}: {
  changes: Changes;
  subject?: Run['subject']['kind'];
  /** Who called lately, to be named where it is them; null where that is not known. */
  callers: readonly RecentCaller[] | null;
  /** Null where it is not known, and says nothing then. */
  methodCalls?: MethodCalls | null;
  className?: string;
}) {
  return (
    <ul className={cn('flex flex-col gap-1', className)}>
      {consequencesOf(changes, subject).map((one) => (
        <Felt
          key={JSON.stringify(one)}
          consequence={one}
          callers={callers ?? []}
          methodCalls={methodCalls}
        />
      ))}
    </ul>
  );
}

const icons: Record<Weight, [typeof CircleCheck, string]> = {
  breaks: [TriangleAlert, 'text-danger'],
  changes: [CircleDot, 'text-accent'],
  calm: [CircleCheck, 'text-good'],
};

function Felt({
  consequence,
  callers,
  methodCalls,
}: {
  consequence: Consequence;
  callers: readonly RecentCaller[];
  methodCalls: MethodCalls | null;
}) {
  const t = useTranslations('run.consequence');
  const format = useFormat();
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
        {consequenceWords(t, format, consequence, callers)}
        {consequence.kind === 'methodsRefused' && methodCalls && (
          <MetBy methods={consequence.methods} {...methodCalls} />
        )}
      </span>
    </li>
  );
}

/** How many calls a refusal of methods will meet, by the last seven days. */
function MetBy({ methods, calls, since }: MethodCalls & { methods: readonly HttpMethod[] }) {
  const t = useTranslations('run.consequence');
  const format = useFormat();
  const counts = methods
    .map((method) => t('methodCount', { method, calls: calls[method] ?? 0 }))
    .join(', ');
  return (
    <span suppressHydrationWarning>
      {' '}
      {since
        ? t('methodCallsSince', { counts, since: format.dateTime(since) })
        : t('methodCalls', { counts })}
    </span>
  );
}

function ChangedResource({ change }: { change: Changes[number] }) {
  const t = useTranslations('run.plan');
  const { logicalId, resourceType, replacement, action, properties } = change;
  const verb = verbOf(action, replacement);
  return (
    <li className="px-4 py-2 text-xs">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className={cn('font-medium', verb === 'Replace' && 'text-danger')}>
          {verb in words ? t(`action.${verb as keyof typeof words}`) : verb}
        </span>
        <span className="text-sm">{logicalId}</span>
        <span className="text-ink-faint">{resourceType}</span>
      </p>
      <dl className="mt-1 flex flex-col gap-1">
        {differencesOf(properties).map(({ path, before, after }) => (
          <div key={path} className="grid gap-x-3 md:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
            <dt className="min-w-0 break-words text-ink-muted">{path}</dt>
            <dd className="min-w-0">
              <Side sign="−" label={t('columns.before')} value={before} />
              <Side sign="+" label={t('columns.after')} value={after} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const words = { Add: 1, Modify: 1, Remove: 1, Replace: 1, MayReplace: 1 };

function verbOf(action: string, replacement: Changes[number]['replacement']): string {
  if (action !== 'Modify') return action;
  if (replacement === 'True') return 'Replace';
  return replacement === 'Conditional' ? 'MayReplace' : 'Modify';
}

function Side({ sign, label, value }: { sign: string; label: string; value: string | null }) {
  const t = useTranslations('run.plan');
  if (value === null) return null;
  return (
    <p className="flex gap-1.5">
      <span aria-hidden="true" className="text-ink-faint">
        {sign}
      </span>
      <span className="sr-only">{label}: </span>
      <Code className="min-w-0 break-words">
        {/KNOWN_AFTER_APPLY/.test(value) ? t('knownLater') : value}
      </Code>
    </p>
  );
}
