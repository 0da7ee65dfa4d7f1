'use client';

import { type FormEvent, startTransition, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';
import { ProbeDetails } from './probe-details';
import { ProbeHistory } from './probe-history';
import { type ProbeAction, useProbe } from './use-probe';

/** A probe of any path, the newest result by phase, and the ones before it. */
export function ProbePanel({
  proxy,
  path,
  results,
  action,
  reason,
}: {
  proxy: string;
  path: string;
  /** Newest first. */
  results: readonly ProbeResult[];
  action: ProbeAction | null;
  /** Why there is no action, where there is none. */
  reason: string | null;
}) {
  const t = useTranslations('probe');
  const [latest] = results;
  return (
    <div className="flex flex-col gap-6">
      {action ? <ProbeForm proxy={proxy} path={path} action={action} /> : null}
      {reason && <p className="text-ink-muted text-sm">{reason}</p>}
      {latest ? (
        <>
          <ProbeDetails result={latest} />
          <ProbeHistory results={results} />
        </>
      ) : (
        <div>
          <p className="font-medium">{t('none')}</p>
          <p className="mt-0.5 max-w-prose text-ink-muted text-sm">{t('noneText')}</p>
        </div>
      )}
    </div>
  );
}

function ProbeForm({ proxy, path, action }: { proxy: string; path: string; action: ProbeAction }) {
  const t = useTranslations('probe');
  const { state, submit, isPending } = useProbe(action);
  const [typed, setTyped] = useState({ method: 'GET', path });
  const isPathInvalid = state.kind === 'invalid' && 'path' in state.fieldErrors;

  // Sent by hand: React would put the fields back to where they began.
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => submit(form));
  }

  return (
    <form action={submit} onSubmit={send} className="flex flex-col gap-2">
      <input type="hidden" name="proxy" value={proxy} />
      <div className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-start gap-2 max-md:grid-cols-[7rem_minmax(0,1fr)]">
        <Field name="method" id="probe-method" label={t('method')}>
          {(control) => (
            <Select
              {...control}
              value={typed.method}
              onChange={(event) => setTyped({ ...typed, method: event.target.value })}
            >
              {['GET', 'HEAD', 'POST'].map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          name="path"
          id="probe-path"
          label={t('path')}
          hint={t('pathHint')}
          errors={isPathInvalid ? [t('pathInvalid')] : []}
        >
          {(control) => (
            <Input
              {...control}
              value={typed.path}
              onChange={(event) => setTyped({ ...typed, path: event.target.value })}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={t('pathPlaceholder')}
              className="font-mono"
            />
          )}
        </Field>
        <Button type="submit" isPending={isPending} className="mt-6 max-md:col-span-2 max-md:mt-0">
          {t('runPath')}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {isPending && t('running')}
      </p>
      <ActionProblem state={state} />
    </form>
  );
}
