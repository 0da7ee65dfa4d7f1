'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { CopyableCode } from '@/components/ui/code';
import type { ActionState } from '@/lib/action-state';
import type { ChainVerdict } from '@/lib/audit/types';
import { useTranslations } from '@/lib/i18n/client';

type VerifyAction = (
  previous: ActionState<ChainVerdict>,
  form: FormData,
) => Promise<ActionState<ChainVerdict>>;

/** The chain's end with what it is good for, and on demand whether all of it holds. */
export function ChainState({
  seq,
  hash,
  action,
}: {
  seq: number;
  hash: string;
  action: VerifyAction;
}) {
  const t = useTranslations('audit.chain');
  const [state, submit, isPending] = useAskedAction(action);
  return (
    <div className="flex flex-col gap-2 px-4 pb-3 text-sm md:px-8">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{t('head', { count: seq })}</span>
        <CopyableCode value={hash} label={t('copy')} />
        <Button size="sm" isPending={isPending} onClick={() => sendFields(submit)}>
          {t('verify')}
        </Button>
        <span role="status" className="font-medium">
          {state.kind === 'ok' && <Verdict verdict={state.data} />}
        </span>
      </div>
      <ActionProblem state={state} />
      <p className="max-w-prose text-ink-muted text-xs">{t('why')}</p>
    </div>
  );
}

function Verdict({ verdict: { rows, isWhole, broken } }: { verdict: ChainVerdict }) {
  const t = useTranslations('audit.chain');
  if (broken)
    return (
      <span className="text-danger">{t('broken', { ...broken, seq: String(broken.seq) })}</span>
    );
  return <span className="text-good">{t(isWhole ? 'unbroken' : 'part', { count: rows })}</span>;
}
