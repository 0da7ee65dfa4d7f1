import type { ReactNode } from 'react';
import { Summary } from '@/components/ui/summary';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { TrafficReport } from '@/lib/usage/breakdown';
import { isOld } from '@/lib/usage/old';

/** From CloudWatch's count to GetUsage's, step by step, with real numbers and how old each is. */
export async function DifferencePanel({ difference }: Pick<TrafficReport, 'difference'>) {
  const { t, format } = await getI18n();
  const words = t('traffic');
  return (
    <details>
      <Summary>{words('difference.title')}</Summary>
      {difference ? (
        <div className="mt-2 flex max-w-lg flex-col gap-2 text-sm">
          <p className="text-ink-muted text-xs">{words('difference.lead')}</p>
          <dl>
            <Line name={words('difference.counted')} asOf={difference.ages.metrics}>
              {format.number(difference.counted)}
            </Line>
            {difference.steps.map(({ name, requests }) => (
              <Line
                key={name}
                name={words(`difference.${name === 'unseen' && requests < 0 ? 'ahead' : name}`)}
                asOf={difference.ages.log}
              >
                {requests < 0 ? '+' : '−'} {format.number(Math.abs(requests))}
              </Line>
            ))}
            <Line name={words('difference.expected')} isSum>
              {format.number(difference.expected)}
            </Line>
            <Line name={words('difference.used')} asOf={difference.ages.usage}>
              {format.number(difference.used)}
            </Line>
          </dl>
          <p>
            {words(`difference.${verdictOf(difference.gap)}`, { count: Math.abs(difference.gap) })}
          </p>
        </div>
      ) : (
        <p className="mt-2 text-ink-muted text-sm">{words('difference.unknown')}</p>
      )}
    </details>
  );
}

function verdictOf(gap: number): 'agree' | 'behind' | 'beyond' {
  if (gap === 0) return 'agree';
  return gap < 0 ? 'behind' : 'beyond';
}

async function Line({
  name,
  asOf,
  isSum = false,
  children,
}: {
  name: string;
  asOf?: Date;
  isSum?: boolean;
  children: ReactNode;
}) {
  const { format } = await getI18n();
  const old = asOf !== undefined && isOld({ asOf }, format.now);
  return (
    <div
      className={cn(
        'flex min-h-8 items-center gap-4 border-line border-b py-1',
        isSum && 'border-line-strong font-medium',
        old && 'text-ink-faint',
      )}
    >
      <dt className="min-w-0 flex-1">{name}</dt>
      <dd className="flex items-baseline gap-3">
        <span className="text-right">{children}</span>
        <span className="w-16 text-right text-ink-muted text-xs">
          {asOf && <Time value={asOf} as="age" />}
        </span>
      </dd>
    </div>
  );
}
