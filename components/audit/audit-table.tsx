import { ChevronRight } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { Skeleton } from '@/components/ui/skeleton';
import {
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AuditRow } from '@/lib/audit/types';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { type AuditView, actionKey, auditQuery, flatten } from './audit-view';

const columns = ['at', 'actor', 'action', 'object', 'team'] as const;

const columnClass: Record<(typeof columns)[number], string> = {
  at: 'whitespace-nowrap',
  actor: 'max-md:hidden',
  action: '',
  object: 'max-md:hidden',
  team: 'max-lg:hidden',
};

/** Audit rows, newest first. The row named in the URL is open. */
export async function AuditTable({ rows, view }: { rows: readonly AuditRow[]; view: AuditView }) {
  return (
    <Frame>
      {rows.map((row) => (
        <Row key={row.seq} row={row} view={view} />
      ))}
    </Frame>
  );
}

async function Frame({ children }: { children: React.ReactNode }) {
  const words = (await getI18n()).t('audit');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead isSticky>
          {columns.map((column) => (
            <TableHeader key={column} className={columnClass[column]}>
              {words(`column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>{children}</tbody>
      </Table>
    </TableFrame>
  );
}

async function Row({ row, view }: { row: AuditRow; view: AuditView }) {
  const words = (await getI18n()).t('audit');
  const isOpen = view.row === row.seq;
  const key = actionKey(row.action);
  const who = whoOf(row, words);
  const href = withQuery(routes.audit, auditQuery({ ...view, row: isOpen ? null : row.seq }));
  return (
    <>
      <TableRow className={cn(isOpen && 'border-b-0 bg-hover')}>
        <TableCell className={cn(columnClass.at, 'text-ink-muted max-md:align-top')}>
          <Time value={row.at} />
        </TableCell>
        <TableCell className={columnClass.actor}>{who}</TableCell>
        <TableCell className={columnClass.action}>
          <Link
            prefetch={false}
            href={href}
            scroll={false}
            aria-expanded={isOpen}
            title={isOpen ? words('detail.close') : words('open')}
            className="row-link flex w-fit items-center gap-1.5 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            <ChevronRight
              aria-hidden
              className={cn('size-3.5 text-ink-faint transition-transform', isOpen && 'rotate-90')}
            />
            {key ? words(`action.${key}`) : <Code>{row.action}</Code>}
          </Link>
          <div className="mt-0.5 ml-5 break-words text-ink-muted text-xs md:hidden">
            {[who, isSession(row) ? null : row.object].filter(Boolean).join(' · ')}
          </div>
        </TableCell>
        <TableCell className={columnClass.object}>
          <ObjectOf row={row} />
        </TableCell>
        <TableCell className={cn(columnClass.team, 'text-ink-muted')}>{row.team ?? '–'}</TableCell>
      </TableRow>
      {isOpen && (
        <tr className="border-line border-b bg-hover">
          <td colSpan={columns.length} className="px-4 pb-3 md:pl-8">
            <Detail row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function whoOf({ actor, actorKind }: AuditRow, words: AuditWords): string {
  if (actorKind === 'system') return words('system');
  return actorKind === 'token' ? `${actor} · ${words('byToken')}` : actor;
}

type AuditWords = (key: 'system' | 'byToken') => string;

function ObjectOf({ row }: { row: AuditRow }) {
  if (!row.object || isSession(row)) return <span className="text-ink-muted">–</span>;
  const href = objectHref(row.action, row.object);
  if (!href) return <span className="break-all text-ink-muted">{row.object}</span>;
  return (
    <Link prefetch={false} href={href} className="relative z-1 hover:underline">
      {row.object}
    </Link>
  );
}

/** A session's id says nothing to a reader; it stands in the details. */
const isSession = ({ action, object }: AuditRow) =>
  action.startsWith('session.') && !object?.includes('@');

function objectHref(action: string, name: string): Route | null {
  const kind = action.split('.')[0];
  if (kind === 'proxy' || kind === 'key') return routes.proxy(name);
  return kind === 'network' ? routes.network(name) : null;
}

async function Detail({ row }: { row: AuditRow }) {
  const words = (await getI18n()).t('audit');
  const { runId, ...facts } = row.detail;
  return (
    <Facts className="max-w-3xl">
      <Fact name={words('detail.id')}>{row.seq}</Fact>
      <Fact name={words('column.at')}>
        <Time value={row.at} as="full" />
      </Fact>
      <Fact name={words('detail.code')}>
        <Code>{row.action}</Code>
      </Fact>
      {row.object && (
        <Fact name={words('column.object')}>
          <Code>{row.object}</Code>
        </Fact>
      )}
      {row.reason && <Fact name={words('detail.reason')}>{row.reason}</Fact>}
      {row.changes?.map(({ field, from, to }) => (
        <Fact key={field} name={<Code>{field}</Code>}>
          <Code className="whitespace-pre-wrap">{textOf(from)}</Code>→
          <Code className="whitespace-pre-wrap">{textOf(to)}</Code>
        </Fact>
      ))}
      {flatten(facts).map(([name, value]) => (
        <Fact key={name} name={<Code>{name}</Code>}>
          <Code className="whitespace-pre-wrap">{value}</Code>
        </Fact>
      ))}
      {row.clientToken && (
        <Fact name={words('detail.clientToken')}>
          <Code>{row.clientToken}</Code>
        </Fact>
      )}
      {row.awsOperation && (
        <Fact name={words('detail.awsOperation')}>
          <Code>{row.awsOperation}</Code>
        </Fact>
      )}
      {row.of !== null && (
        <Fact name={words('detail.of')}>
          <Link
            prefetch={false}
            href={withQuery(routes.audit, { before: row.of + 1, row: row.of })}
            className="text-accent hover:underline"
          >
            {row.of}
          </Link>
        </Fact>
      )}
      <Fact name={words('detail.hash')}>
        <Code className="break-all">{row.hash}</Code>
      </Fact>
      {typeof runId === 'string' && (
        <Fact name={<Code>runId</Code>}>
          <Link prefetch={false} href={routes.run(runId)} className="text-accent hover:underline">
            {words('detail.run')}
          </Link>
        </Fact>
      )}
    </Facts>
  );
}

function textOf(value: unknown): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The table's shape while the database is asked. */
export function AuditTableSkeleton() {
  return (
    <Frame>
      {['w-40', 'w-32', 'w-44', 'w-36', 'w-28', 'w-48'].map((width) => (
        <TableRow key={width}>
          {columns.map((column) => (
            <TableCell key={column} className={columnClass[column]}>
              <Skeleton className={column === 'actor' ? 'w-36' : 'w-24'} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Frame>
  );
}
