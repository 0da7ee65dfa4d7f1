import { FilterMenu } from '@/components/ui/filter-menu';
import { getI18n } from '@/lib/i18n/server';
import type { ProbeHistory } from '@/lib/probes/history';
import {
  measures,
  type ProbeView,
  probeQuery,
  quantiles,
  spans,
  whose,
} from '@/lib/probes/history-view';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

type Word = 'quantile' | 'measure' | 'span' | 'whose';

const choices = {
  quantile: Object.keys(quantiles),
  measure: measures,
  span: Object.keys(spans),
  whose,
} as const satisfies Record<Word, readonly string[]>;

/** What is asked, as a sentence whose words are menus, and the answer. All of it is in the URL. */
export async function ProbeSentence({
  proxy,
  view,
  history,
}: {
  proxy: string;
  view: ProbeView;
  history: ProbeHistory;
}) {
  const { t, format } = await getI18n();
  const words = t('probeHistory');
  const names: Record<Word, (value: string) => string> = {
    quantile: (value) => value,
    measure: (value) => words(`measures.${value as ProbeView['measure']}`),
    span: (value) => words(`spans.${value as ProbeView['span']}`),
    whose: (value) => words(`whoses.${value as ProbeView['whose']}`),
  };
  const menu = (word: Word) => (
    <FilterMenu
      key={word}
      id={`sentence-${word}`}
      name={words(word)}
      isInline
      summary={names[word](view[word])}
      options={choices[word].map((value) => ({
        value,
        label: names[word](value),
        isChosen: view[word] === value,
        href: withQuery(
          routes.proxyProbes(proxy),
          probeQuery({ ...view, [word]: value, run: null } as ProbeView),
        ),
      }))}
    />
  );
  const { reached, [view.quantile]: ms } = history.percentiles[view.measure];
  return (
    <search aria-label={words('sentenceLabel')} className="px-4 md:px-8">
      {/* Menus are no part of a paragraph. */}
      <div className="flex flex-wrap items-baseline gap-x-1.5 gap-y-1 text-lg">
        {words.rich('sentence', {
          quantile: () => menu('quantile'),
          measure: () => menu('measure'),
          span: () => menu('span'),
          whose: () => menu('whose'),
        })}
      </div>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold text-2xl">
          {ms === null ? words('none') : format.milliseconds(ms)}
        </span>
        <span className="text-ink-muted text-sm">
          {words('counts', { reached, probes: history.probes, failed: history.failed })}{' '}
          {history.uncounted > 0 && words('uncounted', { count: history.uncounted })}
        </span>
      </p>
    </search>
  );
}
