'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useFormat, useLocale, useTranslations } from '@/lib/i18n/client';
import { type Cost, monthlyCost, pricesFor } from '@/lib/proxies/cost';
import { PriceSources } from './price-sources';

export type CostFacts = {
  region: string;
  azCount: number;
  isNetworkShared: boolean;
  /** Calls a month when the quota is always used up; null without a quota. */
  fullestCalls: number | null;
};

/** Assumed without a quota, and the most that is assumed with one. */
const callsDefault = 1_000_000;

/** A month of this proxy beside a month of NAT gateways doing the same. */
export function CostPreview({ region, azCount, isNetworkShared, fullestCalls }: CostFacts) {
  const t = useTranslations('create.cost');
  const locale = useLocale();
  const [calls, setCalls] = useState<string | null>(null);
  const [kilobytes, setKilobytes] = useState('20');
  const prices = pricesFor(region);
  const requestsPerMonth = readCount(calls) ?? fullestCalls ?? callsDefault;
  const cost = monthlyCost(prices, {
    azCount,
    requestsPerMonth,
    gbPerMonth: (requestsPerMonth * (readCount(kilobytes) ?? 0)) / 1e6,
    isNetworkShared,
  });
  const number = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 3,
    notation: 'compact',
  });
  return (
    <div className="flex flex-col gap-4">
      <Verdict cost={cost} />
      <div className="grid grid-cols-2 gap-4">
        <Field
          name="cost-calls"
          label={t('calls')}
          hint={fullestCalls === null ? undefined : t('callsHint', { count: fullestCalls })}
        >
          {({ name: _, ...control }) => (
            <Input
              {...control}
              inputMode="numeric"
              value={calls ?? String(requestsPerMonth)}
              onChange={(event) => setCalls(event.target.value)}
            />
          )}
        </Field>
        <Field name="cost-kilobytes" label={t('kilobytes')}>
          {({ name: _, ...control }) => (
            <Input
              {...control}
              inputMode="decimal"
              value={kilobytes}
              onChange={(event) => setKilobytes(event.target.value)}
            />
          )}
        </Field>
      </div>
      <CostTable cost={cost} azCount={azCount} isNetworkShared={isNetworkShared} />
      <p className="text-ink-muted text-xs">
        {t('breakEven', { count: number.format(cost.breakEvenRequests) })} {t('idle')}
      </p>
      {prices.region !== region && (
        <p className="text-warn text-xs">{t('regionMissing', { region, priced: prices.region })}</p>
      )}
      <PriceSources prices={prices} />
      <p className="text-ink-faint text-xs">{t('caveat')}</p>
    </div>
  );
}

function Verdict({ cost }: { cost: Cost }) {
  const t = useTranslations('create.cost');
  const { money } = useFormat();
  const difference = cost.nat.total - cost.gateway.total;
  const amount = money(Math.abs(difference));
  if (Math.abs(difference) < 0.005) return <p className="font-medium text-lg">{t('same')}</p>;
  return (
    <p className="font-medium text-lg">
      {difference > 0 ? t('saving', { amount }) : t('dearer', { amount })}
    </p>
  );
}

function CostTable({
  cost,
  azCount,
  isNetworkShared,
}: {
  cost: Cost;
  azCount: number;
  isNetworkShared: boolean;
}) {
  const t = useTranslations('create.cost');
  const { money } = useFormat();
  const rows: [string, number | null, number | null][] = [
    [
      isNetworkShared ? t('endpointShared') : t('endpointHours', { azs: azCount }),
      cost.gateway.endpointHours,
      null,
    ],
    [t('natHours', { azs: azCount }), null, cost.nat.hours],
    [t('publicIpv4'), null, cost.nat.publicIpv4],
    [t('data'), cost.gateway.endpointData, cost.nat.data],
    [t('requests'), cost.gateway.requests, null],
  ];
  return (
    <table className="w-full text-sm">
      <thead className="text-ink-muted text-xs">
        <tr className="border-line border-b">
          <th scope="col" className="py-1.5 pr-2 text-left font-medium">
            {t('item')}
          </th>
          <th scope="col" className="px-2 py-1.5 text-right font-medium">
            {t('proxy')}
          </th>
          <th scope="col" className="py-1.5 pl-2 text-right font-medium">
            {t('nat')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, gateway, nat]) => (
          <tr key={name} className="border-line border-b">
            <th scope="row" className="py-1.5 pr-2 text-left font-normal">
              {name}
            </th>
            <td className="px-2 py-1.5 text-right">{gateway === null ? '–' : money(gateway)}</td>
            <td className="py-1.5 pl-2 text-right">{nat === null ? '–' : money(nat)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-medium">
          <th scope="row" className="py-1.5 pr-2 text-left font-medium">
            {t('total')}
          </th>
          <td className="px-2 py-1.5 text-right">{money(cost.gateway.total)}</td>
          <td className="py-1.5 pl-2 text-right">{money(cost.nat.total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function readCount(text: string | null): number | null {
  const plain = (text ?? '').normalize('NFKC').replace(/[,_\s]/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
