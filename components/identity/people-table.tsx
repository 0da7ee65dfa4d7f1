import type { ReactNode } from 'react';
import { TakeFromPerson } from '@/components/identity/take-from-person';
import type { TakeAwayAction } from '@/components/shell/take-away';
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
import { getI18n } from '@/lib/i18n/server';
import type { KnownPerson } from '@/lib/identity/types';

const columns = ['name', 'role', 'teams', 'seen', 'sessions', 'tokens', 'action'] as const;
type Column = (typeof columns)[number];

const columnClass: Record<Column, string> = {
  name: 'md:min-w-52',
  role: 'whitespace-nowrap max-md:hidden',
  teams: 'max-md:hidden',
  seen: 'max-md:hidden',
  sessions: 'max-lg:hidden',
  tokens: 'whitespace-nowrap max-lg:hidden',
  action: 'text-right',
};

const isCount = (column: Column) => column === 'sessions' || column === 'tokens';

/** What a row may offer; null to whoever only reads. */
type Actions = { endSessions: TakeAwayAction; revokeTokens: TakeAwayAction } | null;

/** People by name. What they have open stands there for whom it concerns. */
export async function PeopleTable({
  people,
  self,
  actions,
}: {
  people: readonly KnownPerson[];
  /** The id of whoever looks. */
  self: string;
  actions: Actions;
}) {
  const shown = columns.filter((column) => {
    if (column === 'action') return actions !== null;
    const isActivity = column === 'seen' || isCount(column);
    return !isActivity || people.some(({ activity }) => activity !== null);
  });
  return (
    <Frame columns={shown}>
      {people.map((person) => (
        <Row key={person.id} person={person} columns={shown} self={self} actions={actions} />
      ))}
    </Frame>
  );
}

async function Frame({
  columns: shown,
  children,
}: {
  columns: readonly Column[];
  children: ReactNode;
}) {
  const words = (await getI18n()).t('people');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead isSticky>
          {shown.map((column) => (
            <TableHeader key={column} isNumber={isCount(column)} className={columnClass[column]}>
              {column === 'action' ? (
                <span className="sr-only">{words('column.action')}</span>
              ) : (
                words(`column.${column}`)
              )}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>{children}</tbody>
      </Table>
    </TableFrame>
  );
}

async function Row({
  person,
  columns: shown,
  self,
  actions,
}: {
  person: KnownPerson;
  columns: readonly Column[];
  self: string;
  actions: Actions;
}) {
  const { t } = await getI18n();
  const words = t('people');
  const { id, name, email, role, teams, origin, activity } = person;
  const teamWords = ({ team, isOwner }: KnownPerson['teams'][number]) =>
    isOwner ? words('ownerOf', { team }) : team;
  const facts: Record<Exclude<Column, 'name' | 'action'>, ReactNode> = {
    role: (
      <>
        {t('common')(`role.${role}`)}{' '}
        <span className="text-ink-muted text-xs md:block">{words(`origin.${origin}`)}</span>
      </>
    ),
    teams: teams.length > 0 ? teams.map(teamWords).join(', ') : words('noTeams'),
    seen: activity?.seenAt ? <Time value={activity.seenAt} /> : words('neverSeen'),
    sessions: <span className="tabular-nums">{activity?.sessions ?? 0}</span>,
    tokens: <Tokens activity={activity} />,
  };
  const lines = shown.filter((column) => column !== 'name' && column !== 'action');
  return (
    <TableRow>
      <TableCell className={`${columnClass.name} max-md:py-3`}>
        <span className="wrap-anywhere font-medium">{name}</span>
        {id === self && <span className="ml-1.5 text-ink-muted text-xs">{words('you')}</span>}
        {email !== name && (
          <span className="wrap-anywhere block text-ink-muted text-xs">{email}</span>
        )}
        <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs md:hidden">
          {lines.map((column) => (
            <div key={column} className="contents">
              <dt className="text-ink-muted">{words(`column.${column}`)}</dt>
              <dd>{facts[column]}</dd>
            </div>
          ))}
        </dl>
      </TableCell>
      {lines.map((column) => (
        <TableCell key={column} isNumber={isCount(column)} className={columnClass[column]}>
          {facts[column]}
        </TableCell>
      ))}
      {actions && (
        <TableCell className={`${columnClass.action} max-md:align-top max-md:py-3`}>
          <span className="inline-flex justify-end gap-2 max-xl:flex-col">
            {activity && activity.sessions > 0 && (
              <TakeFromPerson
                what="sessions"
                person={person}
                count={activity.sessions}
                isSelf={id === self}
                action={actions.endSessions}
              />
            )}
            {activity && activity.tokens > 0 && (
              <TakeFromPerson
                what="tokens"
                person={person}
                count={activity.tokens}
                isSelf={id === self}
                action={actions.revokeTokens}
              />
            )}
          </span>
        </TableCell>
      )}
    </TableRow>
  );
}

async function Tokens({ activity }: Pick<KnownPerson, 'activity'>) {
  const words = (await getI18n()).t('people');
  const { tokens = 0, tokenUsedAt = null } = activity ?? {};
  return (
    <>
      <span className="tabular-nums">{tokens}</span>{' '}
      {tokens > 0 && (
        <span className="text-ink-muted text-xs md:block">
          {tokenUsedAt
            ? words.rich('tokenUsed', { when: () => <Time value={tokenUsedAt} /> })
            : words('tokenUnused')}
        </span>
      )}
    </>
  );
}

/** The table's shape while the database is asked. */
export function PeopleTableSkeleton() {
  return (
    <Frame columns={['name', 'role', 'teams']}>
      {['w-28', 'w-36', 'w-24'].map((width) => (
        <TableRow key={width}>
          {(['name', 'role', 'teams'] as const).map((column) => (
            <TableCell key={column} className={columnClass[column]}>
              <Skeleton className={column === 'name' ? width : 'w-20'} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Frame>
  );
}
