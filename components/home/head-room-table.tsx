import { Bar } from '@/components/ui/bar';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { HeadRoomRow } from '@/lib/home/head-room';
import { getI18n } from '@/lib/i18n/server';
import { quotaLink } from '@/lib/runs/console-links';

/** What the account leaves of each quota that a fleet grows into, and how to have more. */
export async function HeadRoomTable({
  rows,
  region,
}: {
  rows: readonly HeadRoomRow[];
  region: string;
}) {
  const words = (await getI18n()).t('home');
  return (
    <Table label={words('room.table')}>
      <TableHead>
        <TableHeader className="pl-0">{words('room.column.quota')}</TableHeader>
        <TableHeader>{words('room.column.left')}</TableHeader>
        <TableHeader className="max-md:hidden">{words('room.column.raise')}</TableHeader>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.kind}>
            <TableCell className="pl-0 align-top">
              <span className="font-medium">{words(`room.kind.${row.kind}`)}</span>
              <span className="block text-ink-muted text-xs">{words(`room.hint.${row.kind}`)}</span>
              <span className="mt-1 block text-xs md:hidden">
                <Raise row={row} region={region} />
              </span>
            </TableCell>
            <TableCell className="align-top">
              <Left row={row} />
            </TableCell>
            <TableCell className="align-top max-md:hidden">
              <Raise row={row} region={region} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

async function Left({ row }: { row: HeadRoomRow }) {
  const { t, format } = await getI18n();
  const words = t('home');
  const { kind, used, limit, of, isApplied, state } = row;
  const standard = kind === 'stacks' ? 'room.unconfirmed' : 'room.standard';
  const known = used === null ? words('notKnown') : format.number(used);
  const label = words('room.left', {
    left: used === null ? words('notKnown') : format.number(Math.max(0, limit - used)),
    limit: format.number(limit),
  });
  return (
    <>
      {used === null ? (
        label
      ) : (
        <Bar
          left={limit - used}
          limit={limit}
          state={state}
          label={label}
          className="max-md:flex-col max-md:items-start max-md:gap-1.5"
        />
      )}
      <span className="block text-ink-muted text-xs">
        {words(`room.of.${of}`, { used: known })}
      </span>
      <span className="block text-ink-muted text-xs">
        {words(isApplied ? 'room.applied' : standard)}
      </span>
    </>
  );
}

async function Raise({ row, region }: { row: HeadRoomRow; region: string }) {
  const words = (await getI18n()).t('home');
  if (!row.canRaise) return <span className="text-ink-muted">{words('room.cannot')}</span>;
  return (
    <a
      href={quotaLink(region, row.service, row.code)}
      target="_blank"
      rel="noreferrer"
      aria-label={words('room.raiseLabel', { quota: words(`room.kind.${row.kind}`) })}
      className="text-accent hover:underline"
    >
      {words('room.raise')}
    </a>
  );
}
