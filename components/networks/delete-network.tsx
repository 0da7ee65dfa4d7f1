'use client';

import Link from 'next/link';
import { useState } from 'react';
import { type DeleteAction, DeleteForm } from '@/components/shell/delete-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';

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
  action: DeleteAction;
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
            idempotencyKey={idempotencyKey}
            action={action}
            words={{
              confirm: t('confirm', { name }),
              mismatch: t('mismatch', { name }),
              submit: t('submit'),
              keep: t('keep'),
            }}
            onDone={() => setIsOpen(false)}
          >
            <p>{isAdopted ? t('adopted') : t('made')}</p>
          </DeleteForm>
        )}
      </Dialog>
    </>
  );
}
