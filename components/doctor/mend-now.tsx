'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { useTranslations } from '@/lib/i18n/client';
import type { ExamineAction } from './examine-now';

/** Begins the run that puts the path back; the page then follows it, and has it proved by a probe. */
export function MendNow({
  proxy,
  network = null,
  idempotencyKey,
  action,
}: {
  proxy: string;
  /** Where it is the network that is put back; every proxy in it is then. */
  network?: string | null;
  idempotencyKey: string;
  action: ExamineAction;
}) {
  const t = useTranslations('doctor.mend');
  const [state, send, isPending] = useAskedAction(action);
  const submit = () =>
    sendFields(send, { name: proxy, idempotencyKey, ...(network ? { network } : {}) });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button variant="primary" isPending={isPending} onClick={submit}>
          {t('revert')}
        </Button>
        <p className="min-w-0 flex-1 basis-64 text-ink-muted text-xs">
          {network ? t('revertNetworkText', { network }) : t('revertText')}
        </p>
      </div>
      <ActionProblem state={state} />
    </div>
  );
}
