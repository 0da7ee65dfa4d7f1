'use client';

import { Summary } from '@/components/ui/summary';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { probesADay } from '@/lib/probes/budget';
import {
  type ScheduleCost as Cost,
  lambdaPricesFor,
  probeMemoryMb,
  probeSeconds,
  scheduleCost,
} from '@/lib/probes/schedule-cost';
import { type Price, pricesFor } from '@/lib/proxies/cost';

/** What a schedule as it is typed comes to in a day, in requests and in money, and what that is made of. */
export function ScheduleCost({
  region,
  isOn,
  everyMinutes,
  dailyMax,
  callMs,
}: {
  region: string;
  isOn: boolean;
  everyMinutes: string;
  dailyMax: string;
  callMs: number | null;
}) {
  const t = useTranslations('probeSchedule');
  const format = useFormat();
  const { money } = format;
  const [every, max] = [readWhole(everyMinutes, 60), readWhole(dailyMax, 1_440)];
  if (every === null || max === null) return null;
  const cost = scheduleCost({ region, everyMinutes: every, dailyMax: max, callMs });
  const isBound = max < probesADay(every, Number.POSITIVE_INFINITY);
  const priced = lambdaPricesFor(region).region;
  return (
    <div className="flex flex-col gap-1 rounded-md bg-subtle px-3 py-2">
      <p aria-live="polite">
        {isOn ? (
          <>
            <span className="block font-medium">
              {t('money', { day: money(cost.totalUsd, 4), month: money(cost.totalUsd * 30, 2) })}
            </span>
            <span className="block text-ink-muted text-xs">
              {t('comesTo', { probes: cost.probes, calls: cost.calls, refused: cost.refused })}{' '}
              {isBound && t('budgetBinds', { duration: format.duration(max * every * 60) })}
            </span>
          </>
        ) : (
          t('moneyOff')
        )}
      </p>
      {isOn && (
        <details className="text-xs">
          <Summary className="text-xs max-md:min-h-6">{t('prices')}</Summary>
          <Parts region={region} cost={cost} callMs={callMs} />
          {priced !== region && (
            <p className="mt-2 text-warn">{t('regionMissing', { region, priced })}</p>
          )}
          <p className="mt-2 text-ink-muted">{t('caveat')}</p>
        </details>
      )}
    </div>
  );
}

function Parts({ region, cost, callMs }: { region: string; cost: Cost; callMs: number | null }) {
  const t = useTranslations('probeSchedule.priceRow');
  const format = useFormat();
  const { money } = format;
  const { requests } = pricesFor(region);
  const lambda = lambdaPricesFor(region);
  const seconds = format.number(Math.round(probeSeconds(callMs) * 10) / 10);
  return (
    <dl className="mt-2 flex flex-col gap-2">
      <Part name={t('calls', { usd: money(requests.usd) })} usd={cost.callsUsd} price={requests} />
      <Part
        name={t('refused')}
        note={t('refusedNote')}
        usd={cost.refusedUsd}
        price={{ ...requests, isConfirmed: false }}
      />
      <Part
        name={t('lambda', { seconds, memory: format.number(probeMemoryMb) })}
        note={t('lambdaNote', {
          request: money(lambda.requests.usd),
          second: money(lambda.gbSecond.usd, 8),
        })}
        usd={cost.lambdaUsd}
        price={lambda.gbSecond}
      />
    </dl>
  );
}

function Part({
  name,
  note,
  usd,
  price,
}: {
  name: string;
  note?: string;
  usd: number;
  price: Price;
}) {
  const t = useTranslations('probeSchedule');
  const { money } = useFormat();
  const source = price.source === 'memory' ? t('fromMemory') : price.source;
  return (
    <div className="flex justify-between gap-4">
      <dt className="min-w-0">
        {name}
        {note && <span className="block text-ink-muted">{note}</span>}
        <span className="block text-ink-muted">
          {t('from', { source })}
          {!price.isConfirmed && <span className="ml-1 text-warn">{t('unconfirmed')}</span>}
        </span>
      </dt>
      <dd className="shrink-0 text-right">{money(usd, 4)}</dd>
    </div>
  );
}

function readWhole(text: string, max: number): number | null {
  const plain = text.normalize('NFKC').trim();
  const value = /^\d{1,4}$/.test(plain) ? Number(plain) : 0;
  return value >= 1 && value <= max ? value : null;
}
