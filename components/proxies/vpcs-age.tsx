'use client';

import { RefreshCw } from 'lucide-react';
import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { useTranslations } from '@/lib/i18n/client';
import { useFormScope } from './form-scope';

/** How old the list of VPCs is, and the way to a new one: who has just made a VPC must find it here. */
export function VpcsAge({ asOf }: { asOf: Date | null }) {
  const t = useTranslations('create.fields.vpcId');
  const [state, submit, isPending] = useRefreshingAction(useFormScope().refreshVpcs);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 pb-1 text-ink-muted text-xs">
        <p>{asOf && t.rich('asOf', { when: () => <Time value={asOf} /> })}</p>
        <Button size="sm" isPending={isPending} onClick={() => sendFields(submit)}>
          {!isPending && <RefreshCw aria-hidden />}
          {t('refresh')}
        </Button>
      </div>
      <ActionProblem state={state} className="my-2" />
    </>
  );
}
