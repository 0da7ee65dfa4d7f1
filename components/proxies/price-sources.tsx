'use client';

import { Summary } from '@/components/ui/summary';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { Price, PriceList } from '@/lib/proxies/cost';

const names = [
  'endpointAzHour',
  'endpointGb',
  'natHour',
  'natGb',
  'publicIpv4Hour',
  'requests',
] as const;

const units = {
  endpointAzHour: 'perHour',
  endpointGb: 'perGb',
  natHour: 'perHour',
  natGb: 'perGb',
  publicIpv4Hour: 'perHour',
  requests: 'perMillion',
} as const;

/** Every price with its source and date; a price without a primary source says so. */
export function PriceSources({ prices }: { prices: PriceList }) {
  const t = useTranslations('create.cost');
  const { money } = useFormat();
  return (
    <details className="text-xs">
      <Summary className="text-xs max-md:min-h-6">{t('sources')}</Summary>
      <dl className="mt-2 flex flex-col gap-2">
        {names.map((name) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-4">
            <dt>{t(`priceNames.${name}`)}</dt>
            <dd className="text-right">
              {t(units[name], { usd: money(prices[name].usd, 3) })}
              <Source price={prices[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Source({ price }: { price: Price }) {
  const t = useTranslations('create.cost');
  return (
    <span className="block text-ink-muted">
      {price.source === 'memory' ? t('fromMemory') : price.source} · {price.asOf ?? t('undated')}
      {!price.isConfirmed && <span className="ml-1 text-warn">{t('unconfirmed')}</span>}
    </span>
  );
}
