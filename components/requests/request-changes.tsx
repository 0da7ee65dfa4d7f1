import { Badge } from '@/components/ui/badge';
import { Section } from '@/components/ui/section';
import {
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { specChanges } from '@/lib/api/specs';
import { getI18n } from '@/lib/i18n/server';
import { isFound, isUnset, launchFacts } from '@/lib/requests/facts';
import type { ProxyRequest } from '@/lib/requests/types';

/**
 * What is asked for, field by field: for a change what differs, for a launch what will be. What the guardrails found stands
 * first: it is what there is to decide. What is left empty is told in one line.
 */
export async function RequestChanges({ request }: { request: ProxyRequest }) {
  const { t, format } = await getI18n();
  const words = t('request');
  const { saved, spec, kind, input, verdict } = request;
  const all = saved ? specChanges(saved, spec) : launchFacts(spec, input.network);
  const found = all.filter((change) => isFound(verdict, change));
  const others = all.filter((change) => !found.includes(change));
  const unset = saved ? [] : others.filter(isUnset);
  const changes = [...found, ...others.filter((change) => !unset.includes(change))];
  /** A field by the name that the form gives it; a tag has none but its own. */
  const nameOf = (path: string) => {
    const key = `field.${path.replaceAll('.', '-')}` as 'field.team';
    return words.has(key) ? words(key) : path;
  };
  const shownOf = (path: string, value: unknown) => {
    if (value === null && path === 'upstream.methods') return words('allMethods');
    if (value === null && path === 'limits.quota') return words('noQuota');
    if (typeof value === 'number') return format.number(value);
    if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
    if (typeof value === 'string' && path.startsWith('lifetime.')) return format.date(value);
    return textOf(value);
  };
  return (
    <Section title={words(`changes.${kind}`)}>
      <TableFrame className="-mx-1 md:-mx-5">
        <Table label={words(`changes.${kind}`)}>
          <TableHead>
            <TableHeader>{words('changes.field')}</TableHeader>
            {saved && <TableHeader>{words('changes.before')}</TableHeader>}
            <TableHeader>{words(saved ? 'changes.after' : 'changes.value')}</TableHeader>
          </TableHead>
          <tbody>
            {changes.map(({ path, before, after }) => (
              <TableRow key={path}>
                <TableCell className="text-ink-muted max-md:w-2/5">
                  <span className="mr-2">{nameOf(path)}</span>
                  {found.some((change) => change.path === path) && (
                    <Badge tone="warn" className="max-md:my-0.5 max-md:flex max-md:w-fit">
                      {words('changes.found')}
                    </Badge>
                  )}
                </TableCell>
                {saved && <TableCell className="break-all">{shownOf(path, before)}</TableCell>}
                <TableCell className="break-all font-medium">{shownOf(path, after)}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {unset.length > 0 && (
        <p className="mt-3 text-ink-muted text-sm">
          {words('changes.unset', { fields: format.list(unset.map(({ path }) => nameOf(path))) })}
        </p>
      )}
    </Section>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
