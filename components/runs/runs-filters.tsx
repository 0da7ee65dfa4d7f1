import Form from 'next/form';
import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { isRunsFiltered, type RunsView, runKinds, runStates } from './runs-view';

/** Filters as one form that a browser sends without a script; the answer is a URL. */
export async function RunsFilters({ view }: { view: RunsView }) {
  const words = (await getI18n()).t('run');
  return (
    <search aria-label={words('list.filter.label')}>
      <Form
        // A new key empties the fields when the filters are cleared.
        key={JSON.stringify([view.state, view.kind, view.who])}
        action={routes.runs}
        className="grid grid-cols-2 items-center gap-2 px-4 py-1 md:flex md:flex-wrap md:px-8"
      >
        <Select
          name="state"
          aria-label={words('list.column.state')}
          defaultValue={view.state ?? ''}
          className="md:w-40"
        >
          <option value="">{words('list.filter.anyState')}</option>
          {runStates.map((state) => (
            <option key={state} value={state}>
              {words(`state.${state}`)}
            </option>
          ))}
        </Select>
        <Select
          name="kind"
          aria-label={words('list.filter.kind')}
          defaultValue={view.kind ?? ''}
          className="md:w-40"
        >
          <option value="">{words('list.filter.anyKind')}</option>
          {runKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words(`list.kind.${kind}`)}
            </option>
          ))}
        </Select>
        <Input
          name="who"
          inputMode="email"
          aria-label={words('list.filter.who')}
          placeholder={words('list.filter.whoHint')}
          defaultValue={view.who ?? ''}
          autoComplete="off"
          className="md:w-56"
        />
        <Button type="submit">{words('list.filter.submit')}</Button>
        {isRunsFiltered(view) && (
          <Link href={routes.runs} className={buttonVariants({ variant: 'ghost' })}>
            {words('list.filter.clear')}
          </Link>
        )}
      </Form>
    </search>
  );
}
