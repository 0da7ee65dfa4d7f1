import Form from 'next/form';
import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { getI18n } from '@/lib/i18n/server';
import { isPeopleFiltered, type PeopleFilter } from '@/lib/identity/people-filter';
import { type PersonOrigin, roles } from '@/lib/identity/types';
import { routes } from '@/lib/routes';

/** Search and filters as one form that a browser sends without a script; the answer is a URL. */
export async function PeopleFilters({
  filter,
  teams,
  origins,
}: {
  filter: PeopleFilter;
  teams: readonly string[];
  origins: readonly PersonOrigin[];
}) {
  const { t } = await getI18n();
  const words = t('people');
  const choices = [
    {
      name: 'role',
      label: words('column.role'),
      any: words('filter.anyRole'),
      chosen: filter.role,
      options: roles.map((role) => ({ value: role, word: t('common')(`role.${role}`) })),
    },
    {
      name: 'team',
      label: words('column.teams'),
      any: words('filter.anyTeam'),
      chosen: filter.team,
      options: teams.map((team) => ({ value: team, word: team })),
    },
    {
      name: 'origin',
      label: words('column.origin'),
      any: words('filter.anyOrigin'),
      chosen: filter.origin,
      options: origins.map((origin) => ({ value: origin, word: words(`originLong.${origin}`) })),
    },
  ];
  return (
    <search aria-label={words('filter.label')}>
      <Form
        // A new key empties the fields when the filters are cleared.
        key={JSON.stringify(filter)}
        action={routes.people}
        className="grid grid-cols-2 items-center gap-2 px-4 py-1 md:flex md:flex-wrap md:px-8"
      >
        <Input
          type="search"
          name="q"
          aria-label={words('filter.text')}
          placeholder={words('filter.textHint')}
          defaultValue={filter.text}
          maxLength={256}
          autoComplete="off"
          className="max-md:col-span-2 md:w-56"
        />
        {choices
          .filter(({ options }) => options.length > 1)
          .map(({ name, label, any, chosen, options }) => (
            <Select
              key={name}
              name={name}
              aria-label={label}
              defaultValue={chosen ?? ''}
              className="md:w-44"
            >
              <option value="">{any}</option>
              {options.map(({ value, word }) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </Select>
          ))}
        <Button type="submit">{words('filter.submit')}</Button>
        {isPeopleFiltered(filter) && (
          <Link href={routes.people} className={buttonVariants({ variant: 'ghost' })}>
            {words('filter.clear')}
          </Link>
        )}
      </Form>
    </search>
  );
}
