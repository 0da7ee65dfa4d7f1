import { Badge } from '@/components/ui/badge';
import { Code } from '@/components/ui/code';
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
import { RevokeToken, type RevokeTokenAction } from './revoke-token';
import { scopeKey } from './scope-key';

const columns = ['name', 'prefix', 'scopes', 'teams', 'used', 'expires', 'action'] as const;
type Column = (typeof columns)[number];

const columnClass: Record<Column, string> = {
  name: '',
  prefix: 'max-lg:hidden',
  scopes: 'max-md:hidden',
  teams: 'max-lg:hidden',
  used: 'max-md:hidden',
  expires: 'max-md:hidden',
  action: 'text-right',
};

/** What a row shows: a token as its owner sees it. */
export type TokenRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: readonly string[];
  teams: readonly string[] | null;
  key?: { proxy: string; label: string } | null;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

/** The person's tokens, newest first, each with the way to end it. */
export async function TokenTable({
  tokens,
  revoke,
}: {
  tokens: readonly TokenRow[];
  revoke: RevokeTokenAction;
}) {
  return (
    <Frame>
      {tokens.map((token) => (
        <Row key={token.id} token={token} revoke={revoke} />
      ))}
    </Frame>
  );
}

async function Frame({ children }: { children: React.ReactNode }) {
  const words = (await getI18n()).t('tokens');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead isSticky>
          {columns.map((column) => (
            <TableHeader key={column} className={columnClass[column]}>
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

async function Row({ token, revoke }: { token: TokenRow; revoke: RevokeTokenAction }) {
  const { t, now } = await getI18n();
  const words = t('tokens');
  const { id, name, prefix, scopes, teams, key, expiresAt, lastUsedAt } = token;
  const used = lastUsedAt ? <Time value={lastUsedAt} /> : words('never');
  const expires =
    expiresAt <= now ? <Badge tone="warn">{words('expired')}</Badge> : <Time value={expiresAt} />;
  return (
    <TableRow>
      <TableCell className="max-md:py-3">
        <span className="wrap-anywhere font-medium">{name}</span>
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-2 text-ink-muted text-xs md:hidden">
          <dt>{words('column.prefix')}</dt>
          <dd>
            <Code>{prefix}…</Code>
          </dd>
          <dt>{words('column.used')}</dt>
          <dd>{used}</dd>
          <dt>{words('column.expires')}</dt>
          <dd>{expires}</dd>
        </dl>
      </TableCell>
      <TableCell className={columnClass.prefix}>
        <Code className="text-ink-muted">{prefix}…</Code>
      </TableCell>
      <TableCell className={columnClass.scopes}>
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>
              <ScopeWords scope={scope} />
            </li>
          ))}
        </ul>
        {key && <p className="text-ink-muted text-xs">{words('onlyKey', key)}</p>}
      </TableCell>
      <TableCell className={columnClass.teams}>{teams?.join(', ') ?? words('allTeams')}</TableCell>
      <TableCell className={columnClass.used}>{used}</TableCell>
      <TableCell className={columnClass.expires}>{expires}</TableCell>
      <TableCell className={columnClass.action}>
        <RevokeToken id={id} name={name} prefix={prefix} action={revoke} />
      </TableCell>
    </TableRow>
  );
}

async function ScopeWords({ scope }: { scope: string }) {
  const words = (await getI18n()).t('tokens');
  const key = scopeKey(scope);
  return key ? words(`scope.${key}`) : <Code>{scope}</Code>;
}

/** The table's shape while the database is asked. */
export function TokenTableSkeleton() {
  return (
    <Frame>
      {['w-28', 'w-36'].map((width) => (
        <TableRow key={width}>
          {columns.map((column) => (
            <TableCell key={column} className={columnClass[column]}>
              <Skeleton className={column === 'name' ? width : 'w-20'} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Frame>
  );
}
