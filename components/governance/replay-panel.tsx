'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ActionState } from '@/lib/action-state';
import type { Replay } from '@/lib/governance/replay';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';

export type ReplayAction = (
  previous: ActionState<Replay>,
  form: FormData,
) => Promise<ActionState<Replay>>;

const kinds = ['at_once', 'approval', 'no'] as const;

/** What the draft would have stopped in the last 90 days, beside what the rules in force would. */
export function ReplayPanel({ document, action }: { document: string; action: ReplayAction }) {
  const t = useTranslations('guardrails.replay');
  const [state, submit, isPending] = useAskedAction(action);
  const [asked, setAsked] = useState('');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted text-sm">{t('lead')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          isPending={isPending}
          onClick={() => {
            setAsked(document);
            sendFields(submit, { document });
          }}
        >
          {t('run')}
        </Button>
        {state.kind === 'ok' && asked !== document && (
          <span className="text-sm text-warn">{t('stale')}</span>
        )}
      </div>
      <ActionProblem state={state} />
      <div role="status" className="flex flex-col gap-4">
        {state.kind === 'ok' && <Counts replay={state.data} />}
      </div>
      {state.kind === 'ok' && state.data.rows.length > 0 && <Rows replay={state.data} />}
    </div>
  );
}

function Counts({ replay }: { replay: Replay }) {
  const t = useTranslations('guardrails');
  const format = useFormat();
  return (
    <Table label={t('replay.table')} className="max-w-md">
      <TableHead>
        <TableHeader />
        {kinds.map((kind) => (
          <TableHeader key={kind} isNumber>
            {t(`kind.${kind}`)}
          </TableHeader>
        ))}
      </TableHead>
      <tbody>
        {(['draft', 'inForce'] as const).map((which) => (
          <TableRow key={which}>
            <TableCell>{t(`replay.${which}`)}</TableCell>
            {kinds.map((kind) => (
              <TableCell key={kind} isNumber>
                {format.number(replay[which][kind])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function Rows({ replay: { rows, left } }: { replay: Replay }) {
  const t = useTranslations('guardrails');
  return (
    <div>
      <Table label={t('replay.stopped')}>
        <TableHead>
          {(['what', 'who', 'draft', 'inForce'] as const).map((column) => (
            <TableHeader key={column} className={column === 'who' ? 'max-md:hidden' : ''}>
              {t(`replay.column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {rows.map(({ runId, at, by, name, team, isLaunch, draft, inForce, rules }) => (
            <TableRow key={runId}>
              <TableCell>
                <Link
                  prefetch={false}
                  href={routes.run(runId)}
                  className="font-medium hover:underline"
                >
                  {name}
                </Link>{' '}
                <span className="text-ink-muted text-xs">
                  {team} · {t(isLaunch ? 'replay.launch' : 'replay.change')} · <Time value={at} />
                </span>
              </TableCell>
              <TableCell className="max-md:hidden">{by}</TableCell>
              <TableCell>
                {t(`kind.${draft}`)}
                {rules.length > 0 && (
                  <span className="block text-ink-muted text-xs">{rules.join(', ')}</span>
                )}
              </TableCell>
              <TableCell>{t(`kind.${inForce}`)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      {left > 0 && (
        <p className="px-3 pt-2 text-ink-muted text-xs">{t('replay.left', { count: left })}</p>
      )}
    </div>
  );
}
