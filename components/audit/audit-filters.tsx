import Form from 'next/form';
import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import {
  type AuditAction,
  type AuditView,
  actionKey,
  auditActions,
  isAuditFiltered,
} from './audit-view';

/** Filters as one form that a browser sends without a script; the answer is a URL. */
export async function AuditFilters({ view }: { view: AuditView }) {
  const words = (await getI18n()).t('audit');
  const word = (action: AuditAction) => {
    const key = actionKey(action);
    return key ? words(`action.${key}`) : action;
  };
  return (
    <search aria-label={words('filter.label')}>
      <Form
        // A new key empties the fields when the filters are cleared.
        key={JSON.stringify([view.actor, view.action, view.object])}
        action={routes.audit}
        className="flex flex-wrap items-center gap-2 px-4 py-1 md:px-8"
      >
        <Input
          name="actor"
          inputMode="email"
          aria-label={words('filter.actor')}
          placeholder={words('filter.actorHint')}
          defaultValue={view.actor ?? ''}
          autoComplete="off"
          className="w-56 max-md:w-full"
        />
        <Select
          name="action"
          aria-label={words('filter.action')}
          defaultValue={view.action ?? ''}
          className="w-52 max-md:w-full"
        >
          <option value="">{words('filter.anyAction')}</option>
          {auditActions.map((action) => (
            <option key={action} value={action}>
              {word(action)}
            </option>
          ))}
        </Select>
        <Input
          name="object"
          aria-label={words('filter.object')}
          placeholder={words('filter.objectHint')}
          defaultValue={view.object ?? ''}
          autoComplete="off"
          className="w-48 max-md:w-full"
        />
        <Button type="submit">{words('filter.submit')}</Button>
        {isAuditFiltered(view) && (
          <Link href={routes.audit} className={buttonVariants({ variant: 'ghost' })}>
            {words('filter.clear')}
          </Link>
        )}
      </Form>
    </search>
  );
}
