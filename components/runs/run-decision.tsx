'use client';

import Link from 'next/link';
import { type ReactNode, startTransition } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button, buttonVariants } from '@/components/ui/button';
import type { ActionState } from '@/lib/action-state';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import type { Moved } from '@/lib/runs/moved';
import type { Run } from '@/lib/runs/types';
import type { RecoverAction } from './recover-dialog';

type DecisionAction = (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>;

/** What a person may do with a plan; null where it is not theirs to decide. */
export type RunDecisions = {
  execute: DecisionAction;
  discard: DecisionAction;
  /** Of an update that runs. */
  cancel?: RecoverAction;
} | null;

/** The plan waits: execute exactly it, or drop it. A plan that is void says so, and leads back to the form. */
export function RunDecision({ run, decisions }: { run: Run; decisions: RunDecisions }) {
  const t = useTranslations('run.plan');
  if (!decisions) {
    return <p className="text-ink-muted text-sm">{t('mayNot', { team: run.team })}</p>;
  }
  return <Decide run={run} decisions={decisions} />;
}

function Decide({ run, decisions }: { run: Run; decisions: NonNullable<RunDecisions> }) {
  const t = useTranslations('run.plan');
  const [executed, execute, isExecuting] = useAskedAction(decisions.execute);
  const [discarded, discard, isDiscarding] = useAskedAction(decisions.discard);
  const press = (send: (form: FormData) => void) => () => {
    const form = new FormData();
    form.set('runId', run.id);
    startTransition(() => send(form));
  };
  const isMoved = executed.kind === 'failed' && executed.code === 'conflict';
  return (
    <div className="flex flex-col gap-3">
      {isMoved ? <MovedSince run={run} state={executed} /> : <ActionProblem state={executed} />}
      <ActionProblem state={discarded} />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          isPending={isExecuting}
          disabled={isMoved || isDiscarding}
          onClick={press(execute)}
        >
          {t('execute')}
        </Button>
        <Button isPending={isDiscarding} disabled={isExecuting} onClick={press(discard)}>
          {t('discard')}
        </Button>
        <p className="text-ink-muted text-xs">{t('decide')}</p>
      </div>
    </div>
  );
}

function MovedSince({
  run,
  state: { moved, detail },
}: {
  run: Run;
  state: { moved?: Moved; detail: string | null };
}) {
  const t = useTranslations('run.plan');
  const words = useMovedWords();
  return (
    <Alert tone="danger" isLive title={t('moved')} actions={<EditAgain run={run} />}>
      <p className="break-words">
        {moved && words(moved)}{' '}
        {moved && 'runId' in moved && (
          <Link href={routes.run(moved.runId)} className="underline">
            {t('movedRun')}
          </Link>
        )}
      </p>
      <p>{t('movedText')}</p>
      {detail && <p className="mt-1 break-words font-mono text-xs">{detail}</p>}
    </Alert>
  );
}

const unsaid = { at: '', by: '', from: '', to: '', stackName: '', state: '', status: '' };

function useMovedWords(): (moved: Moved) => string {
  const t = useTranslations('run.movedSince');
  const format = useFormat();
  return (moved) => {
    const words = { ...unsaid, ...moved };
    if (moved.what === 'run') return t(moved.isWorking ? 'working' : 'run', words);
    const at = words.at && format.dateTime(new Date(words.at));
    return t(moved.what, { ...words, at });
  };
}

/** Nothing to decide: CloudFormation found no difference. */
export function NothingToChange({ run }: { run: Run }) {
  const t = useTranslations('run.plan');
  return (
    <Alert tone="info" title={t('none')} actions={<EditAgain run={run} />}>
      <p>{t('noneText')}</p>
    </Alert>
  );
}

function EditAgain({ run }: { run: Run }): ReactNode {
  const t = useTranslations('run.plan');
  const { kind, name } = run.subject;
  if (kind === 'bootstrap') return null;
  const form = kind === 'proxy' ? routes.editProxy(name) : routes.editNetwork(name);
  return (
    <Link href={form} className={buttonVariants()}>
      {t('again')}
    </Link>
  );
}
