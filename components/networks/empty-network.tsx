'use client';

import { type ReactNode, useState } from 'react';
import { DeleteForm, type DeleteManyAction } from '@/components/shell/delete-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useTranslations } from '@/lib/i18n/client';

/** Deletes every proxy in a network after the network's name is typed; they go one after the other. */
export function EmptyNetwork({
  name,
  proxies,
  idempotencyKey,
  action,
  callers,
}: {
  name: string;
  /** Those that this person may delete and that nobody works on. */
  proxies: readonly string[];
  /** Made by the page: a second press asks for the same deletions. */
  idempotencyKey: string;
  action: DeleteManyAction;
  /** Who called them lately. */
  callers: ReactNode;
}) {
  const t = useTranslations('networks.deleteAll');
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  const count = proxies.length;
  return (
    <>
      <Button
        size="sm"
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {t('button', { count })}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={t('title', { count, name })}>
        <DeleteForm
          name={name}
          idempotencyKey={idempotencyKey}
          action={action}
          words={{
            confirm: t('confirm', { name }),
            mismatch: t('mismatch', { name }),
            submit: t('submit', { count }),
            keep: t('keep'),
          }}
          onDone={() => setIsOpen(false)}
        >
          <p className="text-sm">{t('text', { count })}</p>
          <ul className="max-h-60 list-disc overflow-y-auto pl-5 text-sm marker:text-ink-faint">
            {proxies.map((proxy) => (
              <li key={proxy}>
                <input type="hidden" name="proxies" value={proxy} />
                {proxy}
              </li>
            ))}
          </ul>
          {callers}
          <p className="text-ink-muted text-xs">{t('queue')}</p>
        </DeleteForm>
      </Dialog>
    </>
  );
}
