import type { Route } from 'next';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { getI18n } from '@/lib/i18n/server';
import { type Query, withQuery } from '@/lib/query';
import { rangeLengths } from '@/lib/usage/history-view';
import { Choice } from './history-parts';

type Range = { days: number } | { from: string; to: string };

/** Lengths up to today as links, and any other range as two dates; both keep the rest of the URL. */
export async function RangeChoice({
  route,
  range,
  days,
  rest,
}: {
  route: Route;
  range: Range;
  /** The days that are shown. */
  days: readonly string[];
  /** The view without its range. */
  rest: Query;
}) {
  const words = (await getI18n()).t('history');
  return (
    <>
      <Choice
        label={words('filter.range')}
        options={rangeLengths.map((length) => ({
          name: words('filter.days', { count: length }),
          href: withQuery(route, { ...rest, days: length === 30 ? null : length }),
          isChosen: 'days' in range && range.days === length,
        }))}
      />
      <Form
        action={route}
        replace
        scroll={false}
        key={JSON.stringify(range)}
        className="flex items-center gap-2 max-md:w-full"
      >
        {Object.entries(rest).flatMap(([name, value]) =>
          [value]
            .flat()
            .map((each) =>
              each ? (
                <input key={`${name} ${each}`} type="hidden" name={name} value={String(each)} />
              ) : null,
            ),
        )}
        {(['from', 'to'] as const).map((end) => (
          <Input
            key={end}
            type="date"
            name={end}
            required
            aria-label={words(`filter.${end}`)}
            defaultValue={(end === 'from' ? days[0] : days.at(-1)) ?? ''}
            className="w-36 max-md:w-0 max-md:flex-1"
          />
        ))}
        <Button type="submit">{words('filter.apply')}</Button>
      </Form>
    </>
  );
}
