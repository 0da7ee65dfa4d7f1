import type { Route } from 'next';
import Form from 'next/form';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { getI18n } from '@/lib/i18n/server';
import { daysKept, type ReplayQuery } from '@/lib/usage/replay-query';
import {
  burstMax,
  quotaLimitMax,
  quotaPeriods,
  ratePerSecondMax,
  ratePerSecondMin,
} from '@/templates/proxy/spec';

/** The day and the limits to replay against; all of it goes into the URL. */
export async function ReplayForm({
  action,
  query: { day, fields, limits },
  now,
}: {
  action: Route;
  query: ReplayQuery;
  now: Date;
}) {
  const { t } = await getI18n();
  const words = t('replay');
  const names = t('create');
  const [today] = daysKept(now);
  return (
    <Form
      key={JSON.stringify([day, fields])}
      action={action}
      scroll={false}
      aria-label={words('form.label')}
      className="flex flex-wrap items-start gap-x-4 gap-y-1"
    >
      <Field name="day" label={words('form.day')} className="w-44 max-md:w-full">
        {(control) => (
          <Select {...control} defaultValue={day}>
            {daysKept(now).map((each) => (
              <option key={each} value={each}>
                {each === today ? words('form.today', { day: each }) : each}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <NumberField
        name="quotaLimit"
        label={names('fields.quotaLimit.label')}
        value={fields.quotaLimit}
      />
      <Field
        name="quotaPeriod"
        label={names('fields.quotaPeriod.label')}
        className="w-32 max-md:w-[calc(50%-0.5rem)]"
      >
        {(control) => (
          <Select {...control} defaultValue={fields.quotaPeriod}>
            {[...quotaPeriods, 'NONE' as const].map((period) => (
              <option key={period} value={period}>
                {names(`fields.quotaPeriod.${period}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <NumberField name="rate" label={names('fields.rate.label')} value={fields.rate} />
      <NumberField name="burst" label={names('fields.burst.label')} value={fields.burst} />
      <Button type="submit" variant="primary" className="mt-6 max-md:mt-0 max-md:w-full">
        {words('form.submit')}
      </Button>
      {!limits && (
        <Alert
          tone="danger"
          className="w-full"
          title={words('form.invalid', {
            quotaMax: quotaLimitMax,
            rateMin: ratePerSecondMin,
            rateMax: ratePerSecondMax,
            burstMax,
          })}
        />
      )}
    </Form>
  );
}

function NumberField({
  name,
  label,
  value,
}: {
  name: 'quotaLimit' | 'rate' | 'burst';
  label: string;
  value: string;
}) {
  return (
    <Field name={name} label={label} className="w-32 max-md:w-[calc(50%-0.5rem)]">
      {(control) => (
        <Input {...control} defaultValue={value} inputMode="decimal" autoComplete="off" />
      )}
    </Field>
  );
}
