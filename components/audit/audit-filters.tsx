import Form from 'next/form';
import Link from 'next/link';
import { Button, buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { actorKinds, auditFilterQuery, isAuditFiltered } from '@/lib/audit/filter';
import { getI18n } from '@/lib/i18n/server';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { type AuditAction, type AuditView, actionKey, auditActions } from './audit-view';

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
        key={JSON.stringify(auditFilterQuery(view))}
        action={routes.audit}
        className="grid grid-cols-2 items-center gap-2 px-4 py-1 md:flex md:flex-wrap md:px-8"
      >
        <Input
          name="actor"
          inputMode="email"
          aria-label={words('filter.actor')}
          placeholder={words('filter.actorHint')}
          defaultValue={view.actor ?? ''}
          autoComplete="off"
          className="md:w-56"
        />
        <Select
          name="action"
          aria-label={words('filter.action')}
          defaultValue={view.action ?? ''}
          className="md:w-52"
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
          className="md:w-48"
        />
        <Input
          name="team"
          aria-label={words('column.team')}
          placeholder={words('filter.teamHint')}
          defaultValue={view.team ?? ''}
          autoComplete="off"
          className="md:w-36"
        />
        <Select
          name="kind"
          aria-label={words('filter.kind')}
          defaultValue={view.kind ?? ''}
          className="md:w-36"
        >
          <option value="">{words('filter.anyKind')}</option>
          {actorKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words(`kind.${kind}`)}
            </option>
          ))}
        </Select>
        {(['from', 'to'] as const).map((end) => (
          <Input
            key={end}
            type="date"
            name={end}
            aria-label={words(`filter.${end}`)}
            title={words(`filter.${end}`)}
            defaultValue={view[end] ?? ''}
            className="md:w-40"
          />
        ))}
        <Button type="submit">{words('filter.submit')}</Button>
        {isAuditFiltered(view) && (
          <Link href={routes.audit} className={buttonVariants({ variant: 'ghost' })}>
            {words('filter.clear')}
          </Link>
        )}
        {(['json', 'csv'] as const).map((format) => (
          <a
            key={format}
            href={withQuery(routes.auditExport, { ...auditFilterQuery(view), format })}
            className={buttonVariants({ variant: 'ghost' })}
            download
          >
            {words(`export.${format}`)}
          </a>
        ))}
      </Form>
    </search>
  );
}
