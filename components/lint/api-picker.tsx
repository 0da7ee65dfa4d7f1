import Form from 'next/form';
import { KnownProblem } from '@/components/shell/problem';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { getI18n } from '@/lib/i18n/server';
import type { Known } from '@/lib/known';
import { routes } from '@/lib/routes';

/** Chooses an API of the account to be read instead of a pasted template; the choice is in the URL. */
export async function ApiPicker({
  apis,
  chosen,
}: {
  apis: Known<{ apiId: string; name: string; isPrivate: boolean }[]>;
  chosen: string | null;
}) {
  const { t } = await getI18n();
  const words = t('lint');
  if (!apis.value) return <KnownProblem known={apis} className="mb-4" />;
  const groups = [
    { label: words('picker.private'), rows: apis.value.filter(({ isPrivate }) => isPrivate) },
    { label: words('picker.public'), rows: apis.value.filter(({ isPrivate }) => !isPrivate) },
  ].filter(({ rows }) => rows.length > 0);
  // The list may be older than the API.
  const isUnlisted = chosen !== null && !apis.value.some(({ apiId }) => apiId === chosen);
  if (groups.length === 0 && !isUnlisted)
    return <p className="mb-4 text-ink-muted text-sm">{words('picker.none')}</p>;
  return (
    <Form action={routes.lint} className="mb-4">
      <label htmlFor="api" className="mb-1 block font-medium text-sm">
        {words('picker.label')}
      </label>
      <div className="flex gap-2">
        <Select id="api" name="api" required defaultValue={chosen ?? ''} className="min-w-0 flex-1">
          <option value="" disabled>
            {words('picker.choose')}
          </option>
          {isUnlisted && <option value={chosen}>{chosen}</option>}
          {groups.map(({ label, rows }) => (
            <optgroup key={label} label={label}>
              {rows.map(({ apiId, name }) => (
                <option key={apiId} value={apiId}>
                  {name} ({apiId})
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        <Button type="submit">{words('picker.read')}</Button>
      </div>
    </Form>
  );
}

export function ApiPickerSkeleton() {
  return <Skeleton className="mb-4 h-14 w-full" />;
}
