import Form from 'next/form';
import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { Choice } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { dataClasses, upstreamStates } from '@/lib/upstreams/types';
import { isUpstreamsFiltered, type UpstreamsView } from './upstreams-view';

/** Filters as one form that a browser sends without a script; the answer is a URL. */
export async function UpstreamsFilters({ view }: { view: UpstreamsView }) {
  const words = (await getI18n()).t('upstreams');
  return (
    <search aria-label={words('filter.label')}>
      <Form
        // A new key empties the fields when the filters are cleared.
        key={JSON.stringify(view)}
        action={routes.upstreams}
        className="grid grid-cols-2 items-center gap-2 px-4 py-1 md:flex md:flex-wrap md:px-8"
      >
        <Select
          name="state"
          aria-label={words('column.state')}
          defaultValue={view.state ?? ''}
          className="md:w-40"
        >
          <option value="">{words('filter.anyState')}</option>
          {upstreamStates.map((state) => (
            <option key={state} value={state}>
              {words(`state.${state}`)}
            </option>
          ))}
        </Select>
        <Select
          name="class"
          aria-label={words('column.dataClass')}
          defaultValue={view.dataClass ?? ''}
          className="md:w-44"
        >
          <option value="">{words('filter.anyClass')}</option>
          {dataClasses.map((each) => (
            <option key={each} value={each}>
              {words(`dataClass.${each}`)}
            </option>
          ))}
        </Select>
        <Choice
          type="checkbox"
          name="overdue"
          value="1"
          defaultChecked={view.isOverdue}
          label={words('filter.overdue')}
          className="col-span-2 md:mx-2"
        />
        <Button type="submit">{words('filter.submit')}</Button>
        {isUpstreamsFiltered(view) && (
          <Link href={routes.upstreams} className={buttonVariants({ variant: 'ghost' })}>
            {words('filter.clear')}
          </Link>
        )}
      </Form>
    </search>
  );
}
