'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { useTranslations } from '@/lib/i18n/client';
import type { UpstreamAction } from './propose-form';

/** Has the host's certificate looked at now. */
export function CheckCertificate({ host, action }: { host: string; action: UpstreamAction }) {
  const t = useTranslations('upstreams.certificate');
  const [state, submit, isPending] = useRefreshingAction(action);
  const isTooSoon = state.kind === 'failed' && state.code === 'throttled';
  return (
    <form action={submit} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="host" value={host} />
      <Button type="submit" size="sm" isPending={isPending}>
        {t('check')}
      </Button>
      <span role="status" className="text-ink-muted text-xs">
        {!isPending && state.kind === 'ok' && t('checked')}
        {!isPending && isTooSoon && t('tooSoon')}
      </span>
      {!isTooSoon && <ActionProblem state={state} />}
    </form>
  );
}
