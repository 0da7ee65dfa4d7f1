'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { useTranslations } from '@/lib/i18n/client';
import { useFormScope } from './form-scope';

/** How old the list of VPCs is, and the way to a new one: who has just made a VPC must find it here. */
export function VpcsAge({ asOf }: { asOf: Date | null }) {
  const t = useTranslations('create.fields.vpcId');
  const router = useRouter();
  const [state, submit, isPending] = useAskedAction(useFormScope().refreshVpcs);
  useEffect(() => {
    if (state.kind === 'ok') router.refresh();
  }, [state, router]);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 pb-1 text-ink-muted text-xs">
        <p>{asOf && t.rich('asOf', { when: () => <Time value={asOf} /> })}</p>
        <Button
          size="sm"
          isPending={isPending}
          onClick={() => startTransition(() => submit(new FormData()))}
        >
          {!isPending && <RefreshCw aria-hidden />}
          {t('refresh')}
        </Button>
      </div>
      <ActionProblem state={state} className="my-2" />
    </>
  );
}
