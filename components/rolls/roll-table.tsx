import Link from 'next/link';
import { Code } from '@/components/ui/code';
import { StateBadge } from '@/components/ui/state';
import {
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import type { Roll, RollMember } from '@/lib/rolls/types';
import { routes } from '@/lib/routes';
import { consequencesOf, weightOf } from '@/lib/runs/consequences';

const columns = ['stack', 'wave', 'state', 'change', 'team', 'version', 'run'] as const;
const columnClass: Record<(typeof columns)[number], string> = {
  stack: '',
  wave: '',
  state: '',
  change: 'max-lg:hidden',
  team: 'max-lg:hidden',
  version: 'max-md:hidden',
  run: '',
};

/** Each network and proxy of a roll in the order in which it is changed, with its own run. */
export async function RollTable({ roll }: { roll: Roll }) {
  const words = (await getI18n()).t('roll');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead>
          {columns.map((column) => (
            <TableHeader key={column} className={columnClass[column]}>
              {words(`column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {roll.members.map((member) => (
            <MemberRow key={member.index} member={member} toVersion={roll.toVersion} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

async function MemberRow({ member, toVersion }: { member: RollMember; toVersion: string }) {
  const words = (await getI18n()).t('roll');
  const { kind, name, wave, state, team, fromVersion, runId } = member;
  return (
    <TableRow className="align-top">
      <TableCell>
        <Link
          prefetch={false}
          href={routes[kind](name)}
          className="wrap-anywhere py-0.5 font-medium hover:underline"
        >
          {name}
        </Link>{' '}
        <span className="text-ink-muted text-xs">{words(`kind.${kind}`)}</span>
        <Problem member={member} />
      </TableCell>
      <TableCell>{wave}</TableCell>
      <TableCell>
        <StateBadge state={state} label={words(`member.${state}`)} />
      </TableCell>
      <TableCell className={columnClass.change}>
        <Change member={member} />
      </TableCell>
      <TableCell className={columnClass.team}>{team}</TableCell>
      <TableCell className={columnClass.version}>
        {words('version', { from: fromVersion, to: toVersion })}
      </TableCell>
      <TableCell>
        {runId && (
          <Link
            prefetch={false}
            href={routes.run(runId)}
            className="whitespace-nowrap py-0.5 underline underline-offset-4"
          >
            {words('openRun')}
          </Link>
        )}
      </TableCell>
    </TableRow>
  );
}

/** Why it was not begun, or what failed first. */
async function Problem({ member: { problem, run } }: { member: RollMember }) {
  const errors = (await getI18n()).t('errors');
  const failure = run?.failure;
  if (!problem && !failure) return null;
  return (
    <p className="mt-0.5 text-danger text-xs">
      {failure ? `${failure.logicalId}: ${failure.reason}` : null}
      {!failure && problem && (
        <>
          {errors(`code.${problem.code}.title`)}
          {problem.detail && (
            <>
              {' '}
              <Code className="wrap-anywhere">{problem.detail}</Code>
            </>
          )}
        </>
      )}
    </p>
  );
}

async function Change({ member: { kind, run } }: { member: RollMember }) {
  const words = (await getI18n()).t('roll');
  const changes = run?.steps.flatMap(({ plan }) => plan?.changes ?? []) ?? [];
  if (changes.length === 0) return null;
  const consequences = consequencesOf(changes, kind);
  if (consequences.some((one) => weightOf(one) === 'breaks'))
    return <span className="font-medium text-danger">{words('breaks')}</span>;
  const isLabels = consequences.some(({ kind }) => kind === 'labelsOnly');
  return (
    <span className="text-ink-muted">
      {isLabels ? words('labels') : words('changes', { count: changes.length })}
    </span>
  );
}
