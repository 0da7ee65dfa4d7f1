import { Code } from '@/components/ui/code';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ChannelKind } from '@/lib/alerts/types';
import { getI18n } from '@/lib/i18n/server';
import { ChannelVerbs, type TestChannelAction } from './channel-verbs';
import type { AlertAction } from './rules-form';

/** What a row shows; where it leads in short, never what signs. */
export type ChannelRow = {
  id: string;
  kind: ChannelKind;
  name: string;
  place: string;
  createdBy: string;
};

const columns = ['name', 'kind', 'place', 'action'] as const;

/** A team's channels, each with a real test and the way to remove it. `actions` null: for reading only. */
export async function ChannelTable({
  team,
  channels,
  actions,
}: {
  team: string;
  channels: readonly ChannelRow[];
  actions: { test: TestChannelAction; remove: AlertAction } | null;
}) {
  const words = (await getI18n()).t('alerts');
  if (channels.length === 0)
    return <p className="text-ink-muted text-sm">{words('channels.none')}</p>;
  return (
    <div className="-mx-3">
      <Table label={words('channels.table', { team })}>
        <TableHead>
          {columns.map((column) => (
            <TableHeader
              key={column}
              className={column === 'kind' || column === 'place' ? 'max-md:hidden' : ''}
            >
              {column === 'action' ? (
                <span className="sr-only">{words('channels.column.action')}</span>
              ) : (
                words(`channels.column.${column}`)
              )}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {channels.map(({ id, kind, name, place, createdBy }) => (
            <TableRow key={id}>
              <TableCell>
                <span className="wrap-anywhere font-medium">{name}</span>
                <span className="block text-ink-muted text-xs">
                  <span className="md:hidden">
                    {words(`channels.kind.${kind}`)} · {place} ·{' '}
                  </span>
                  {words('channels.by', { person: createdBy })}
                </span>
              </TableCell>
              <TableCell className="max-md:hidden">{words(`channels.kind.${kind}`)}</TableCell>
              <TableCell className="max-md:hidden">
                <Code className="wrap-anywhere text-ink-muted">{place}</Code>
              </TableCell>
              <TableCell>{actions && <ChannelVerbs id={id} name={name} {...actions} />}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
