'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useActionState, useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useHydrated } from '@/components/ui/use-hydrated';
import { type ActionState, idle } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';

type Started = { runId: string };
type Action = (previous: ActionState<Started>, form: FormData) => Promise<ActionState<Started>>;

/** Deletes a network after its name is typed; while proxies stand in it, it says which instead. */
export function DeleteNetwork({
  name,
  isAdopted,
  proxies,
  idempotencyKey,
  label,
  action,
}: {
  name: string;
  isAdopted: boolean;
  proxies: readonly string[];
  /** Made by the page: a second press asks for the same deletion. */
  idempotencyKey: string;
  label?: string;
  action: Action;
}) {
  const t = useTranslations('networks.delete');
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  return (
    <>
      <Button
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {label ?? t('button')}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={t('title', { name })}>
        {proxies.length > 0 ? (
          <>
            <p>{t('blocked', { count: proxies.length })}</p>
            <ul className="max-h-60 list-disc overflow-y-auto pl-5 marker:text-ink-faint">
              {proxies.map((proxy) => (
                <li key={proxy} className="py-0.5">
                  <Link
                    prefetch={false}
                    href={routes.proxy(proxy)}
                    className="font-medium hover:underline"
                  >
                    {proxy}
                  </Link>
                </li>
              ))}
            </ul>
            <DialogActions>
              <Button onClick={() => setIsOpen(false)}>{t('keep')}</Button>
            </DialogActions>
          </>
        ) : (
          <DeleteForm
            name={name}
            text={isAdopted ? t('adopted') : t('made')}
            idempotencyKey={idempotencyKey}
            action={action}
            onDone={() => setIsOpen(false)}
          />
        )}
      </Dialog>
    </>
  );
}

function DeleteForm({
  name,
  text,
  idempotencyKey,
  action,
  onDone,
}: {
  name: string;
  text: string;
  idempotencyKey: string;
  action: Action;
  onDone: () => void;
}) {
  const t = useTranslations('networks.delete');
  const router = useRouter();
  const [state, submit, isPending] = useActionState(action, idle);
  const [typed, setTyped] = useState('');
  const [isMismatch, setIsMismatch] = useState(false);

  useEffect(() => {
    if (state.kind !== 'ok') return;
    onDone();
    router.refresh();
  }, [state, onDone, router]);

  function check(event: FormEvent) {
    if (typed.trim() === name) return;
    event.preventDefault();
    setIsMismatch(true);
  }

  return (
    <form action={submit} onSubmit={check} className="flex flex-col gap-4">
      <p>{text}</p>
      <ActionProblem state={state} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <Field
        name="confirm"
        label={t('confirm', { name })}
        errors={isMismatch ? [t('mismatch', { name })] : []}
      >
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value);
              setIsMismatch(false);
            }}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onDone}>{t('keep')}</Button>
        <Button type="submit" variant="danger" isPending={isPending}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
