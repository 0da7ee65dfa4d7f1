import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { FilterMenu } from '@/components/ui/filter-menu';
import { getI18n } from '@/lib/i18n/server';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import type { HistoryKey } from '@/lib/usage/history';
import { type HistoryView, historyQuery, withKeyToggled } from '@/lib/usage/history-view';
import { keyNames } from './key-names';
import { RangeChoice } from './range-choice';

/** Range, keys and comparison of one proxy's history, all in the URL. */
export async function HistoryFilters({
  proxy,
  view,
  days,
  choices,
}: {
  proxy: string;
  view: HistoryView;
  days: readonly string[];
  choices: readonly HistoryKey[];
}) {
  const words = (await getI18n()).t('history');
  const nameOf = await keyNames();
  const route = routes.proxyUsage(proxy);
  const { days: _d, from: _f, to: _t, ...rest } = historyQuery(view);
  const chosen = choices.filter(({ keyId }) => view.keys.includes(keyId));
  return (
    <search
      aria-label={words('filter.label')}
      className="flex flex-wrap items-center gap-2 px-4 pb-4 md:px-8"
    >
      <RangeChoice route={route} range={view.range} days={days} rest={rest} />
      <FilterMenu
        id="filter-key"
        name={words('filter.keys')}
        summary={chosen.map(nameOf).join(', ')}
        options={choices.map((key) => ({
          value: key.keyId,
          label: nameOf(key),
          isChosen: view.keys.includes(key.keyId),
          href: withQuery(route, historyQuery(withKeyToggled(view, key.keyId))),
        }))}
      />
      <Link
        prefetch={false}
        href={withQuery(route, historyQuery({ ...view, isCompared: !view.isCompared }))}
        scroll={false}
        aria-current={view.isCompared || undefined}
        className={buttonVariants({
          className:
            'aria-[current]:border-accent-line aria-[current]:bg-accent-soft aria-[current]:text-accent',
        })}
      >
        {words('filter.compare')}
      </Link>
      {(view.keys.length > 0 || 'from' in view.range) && (
        <Link
          prefetch={false}
          href={route}
          scroll={false}
          className={buttonVariants({ variant: 'ghost' })}
        >
          {words('filter.clear')}
        </Link>
      )}
    </search>
  );
}
