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
import { launchFacts } from '@/lib/requests/facts';
import type { ProxyRequest } from '@/lib/requests/types';

/** What is asked for, field by field: for a change what differs, for a launch what will be. */
export async function RequestChanges({ request }: { request: ProxyRequest }) {
  const words = (await getI18n()).t('request');
  const { saved, spec, kind, input } = request;
  const changes = saved ? specChanges(saved, spec) : launchFacts(spec, input.network);
  /** A field by the name that the form gives it; a tag has none but its own. */
  const nameOf = (path: string) => {
    const key = `field.${path.replaceAll('.', '-')}` as 'field.team';
    return words.has(key) ? words(key) : path;
  };
  const shownOf = (path: string, value: unknown) =>
    path === 'upstream.methods' && value === null ? words('allMethods') : textOf(value);
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
                <TableCell className="text-ink-muted">{nameOf(path)}</TableCell>
                {saved && <TableCell className="break-all">{shownOf(path, before)}</TableCell>}
                <TableCell className="break-all font-medium">{shownOf(path, after)}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableFrame>
    </Section>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
