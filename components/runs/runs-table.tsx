import Link from 'next/link';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import {
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { spokenLength } from '@/lib/runs/time-left';
import type { Run } from '@/lib/runs/types';

const columns = ['state', 'run', 'team', 'who', 'at', 'took'] as const;

const columnClass: Record<(typeof columns)[number], string> = {
  state: 'w-36',
  run: '',
  team: 'max-lg:hidden',
  who: 'max-md:hidden',
  at: 'whitespace-nowrap',
  took: 'whitespace-nowrap max-lg:hidden',
};

/** Runs, newest first; each opens its own page. */
export async function RunsTable({ runs }: { runs: readonly Run[] }) {
  return (
    <Frame>
      {runs.map((run) => (
        <Row key={run.id} run={run} />
      ))}
    </Frame>
  );
}

async function Frame({ children }: { children: React.ReactNode }) {
  const words = (await getI18n()).t('run');
  return (
    <TableFrame>
      <Table label={words('list.title')}>
        <TableHead isSticky>
          {columns.map((column) => (
            <TableHeader key={column} className={columnClass[column]}>
              {words(`list.column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>{children}</tbody>
      </Table>
    </TableFrame>
  );
}

async function Row({ run }: { run: Run }) {
  const { t, format } = await getI18n();
  const words = t('run');
  const { startedAt, endedAt, place } = run;
  return (
    <TableRow>
      <TableCell className={columnClass.state}>
        <StateBadge state={run.state} label={words(`state.${run.state}`)} />
      </TableCell>
      <TableCell className={columnClass.run}>
        <Link
          prefetch={false}
          href={routes.run(run.id)}
          className="row-link font-medium after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {words(`kind.${run.kind}_${run.subject.kind}`, { name: run.subject.name })}
        </Link>
        {place && <Place place={place} />}
        <div className="text-ink-muted text-xs md:hidden">{run.requestedBy}</div>
      </TableCell>
      <TableCell className={`${columnClass.team} text-ink-muted`}>{run.team}</TableCell>
      <TableCell className={`${columnClass.who} text-ink-muted`}>{run.requestedBy}</TableCell>
      <TableCell className={`${columnClass.at} text-ink-muted`}>
        <Time value={run.requestedAt} />
      </TableCell>
      <TableCell className={`${columnClass.took} text-ink-muted`}>
        {startedAt && endedAt
          ? format.duration((endedAt.getTime() - startedAt.getTime()) / 1000)
          : '–'}
      </TableCell>
    </TableRow>
  );
}

async function Place({ place }: { place: NonNullable<Run['place']> }) {
  const { t, format } = await getI18n();
  const words = t('run');
  const { unit, count } = spokenLength(place.startsAt.getTime() - format.now.getTime());
  const duration = format.duration(unit === 'seconds' ? count : count * 60);
  return (
    <div className="text-ink-muted text-xs">
      {words('queue.place', { position: place.position })}, {words('queue.in', { duration })}
    </div>
  );
}

/** The table's shape while the database is asked. */
export function RunsTableSkeleton() {
  return (
    <Frame>
      {['w-40', 'w-56', 'w-48', 'w-44', 'w-52', 'w-36'].map((width) => (
        <TableRow key={width}>
          {columns.map((column) => (
            <TableCell key={column} className={columnClass[column]}>
              <Skeleton className={column === 'run' ? `${width} max-md:w-24` : 'w-20'} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Frame>
  );
}
