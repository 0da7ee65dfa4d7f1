'use client';

import { type FormEvent, startTransition, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { Button } from '@/components/ui/button';
import { CodeArea } from '@/components/ui/code-area';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Summary } from '@/components/ui/summary';
import { useTranslations } from '@/lib/i18n/client';
import { readHeaders } from '@/lib/probes/headers';
import {
  bodyLengthMax,
  bodyMethods,
  type ProbeMethod,
  probeMethods,
  type SavedCall,
} from '@/lib/probes/types';
import { ProbeProgress } from './probe-progress';
import { type CallActions, SavedCalls, type Typed } from './saved-calls';
import { type ProbeAction, useProbe } from './use-probe';

/** What to call, by hand or from the calls that are kept. Nothing typed is lost by a refusal. */
export function ProbeForm({
  proxy,
  method,
  path,
  saved,
  actions,
}: {
  proxy: string;
  /** What to begin with. */
  method: ProbeMethod;
  path: string;
  saved: readonly SavedCall[];
  actions: CallActions & { probe: ProbeAction };
}) {
  const t = useTranslations('probe');
  const { state, submit, isPending, waitsUntil } = useProbe(actions.probe);
  const [typed, setTyped] = useState<Typed>({ method, path, headers: '', body: '' });
  const [isOpen, setOpen] = useState(false);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  const { problem } = readHeaders(typed.headers);
  const hasBody = bodyMethods.has(typed.method);

  // Sent by hand: React would put the fields back to where they began.
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (problem) return setOpen(true);
    const form = new FormData(event.currentTarget);
    startTransition(() => submit(form));
  }

  return (
    <div className="flex flex-col gap-3">
      <SavedCalls
        proxy={proxy}
        saved={saved}
        typed={typed}
        actions={actions}
        onChoose={({ method, path: target, headers, body }) => {
          setTyped({ method, path: target, headers, body });
          setOpen(headers !== '' || body !== '');
        }}
      />
      <form action={submit} onSubmit={send} className="flex flex-col gap-2">
        <input type="hidden" name="proxy" value={proxy} />
        <div className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-start gap-2 max-md:grid-cols-[7rem_minmax(0,1fr)]">
          <Field name="method" id="probe-method" label={t('method')}>
            {(control) => (
              <Select
                {...control}
                value={typed.method}
                onChange={(event) => change({ method: event.target.value as ProbeMethod })}
              >
                {probeMethods.map((method) => (
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
            errors={'path' in faults ? [t('pathInvalid')] : []}
          >
            {(control) => (
              <Input
                {...control}
                value={typed.path}
                onChange={(event) => change({ path: event.target.value })}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder={t('pathPlaceholder')}
                className="font-mono"
              />
            )}
          </Field>
          <Button
            type="submit"
            isPending={isPending}
            className="mt-6 max-md:col-span-2 max-md:mt-0"
          >
            {t('runPath')}
          </Button>
        </div>
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <Summary>{t('more')}</Summary>
          <div className="mt-2 grid gap-2 md:grid-cols-2 md:gap-4">
            <Field
              name="headers"
              id="probe-headers"
              label={t('headers')}
              hint={t('headersHint')}
              errors={
                problem
                  ? [t(`headerProblem.${problem.reason}`, { line: String(problem.line) })]
                  : []
              }
            >
              {(control) => (
                <CodeArea
                  {...control}
                  rows={5}
                  value={typed.headers}
                  onChange={(event) => change({ headers: event.target.value })}
                  placeholder={'content-type: application/json\naccept: text/event-stream'}
                />
              )}
            </Field>
            <Field
              name="body"
              id="probe-body"
              label={t('sentBody')}
              hint={t(hasBody ? 'bodyHint' : 'noBodyHint', { method: typed.method })}
              errors={'body' in faults ? [t('bodyInvalid')] : []}
            >
              {(control) => (
                <CodeArea
                  {...control}
                  rows={5}
                  maxLength={bodyLengthMax}
                  disabled={!hasBody}
                  value={typed.body}
                  onChange={(event) => change({ body: event.target.value })}
                  placeholder={'{"model": "…"}'}
                />
              )}
            </Field>
          </div>
        </details>
        <ProbeProgress isPending={isPending} waitsUntil={waitsUntil} />
        <ActionProblem state={state} />
      </form>
    </div>
  );
}
