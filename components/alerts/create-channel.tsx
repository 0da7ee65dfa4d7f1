'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { OnceShown } from '@/components/ui/once-shown';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useTranslations } from '@/lib/i18n/client';
import { ChannelForm, type CreateChannelAction } from './channel-form';

type Props = { team: string; hasMailServer: boolean; action: CreateChannelAction };

/** Makes a channel; a webhook's signing secret is shown once, and leaves the page with the dialog. */
export function CreateChannel(props: Props) {
  const t = useTranslations('alerts');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const isHydrated = useHydrated();

  const close = useCallback(() => {
    setIsOpen(false);
    setSecret(null);
    router.refresh();
  }, [router]);
  const onMade = useCallback(
    (made: string | null) => (made === null ? close() : setSecret(made)),
    [close],
  );

  return (
    <>
      <Button
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        <Plus aria-hidden />
        {t('create.button')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={secret === null ? t('create.title', { team: props.team }) : t('made.title')}
      >
        {secret === null ? (
          <ChannelForm {...props} onMade={onMade} onClose={close} />
        ) : (
          <MadeSecret secret={secret} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

function MadeSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations('alerts.made');
  return (
    <>
      <OnceShown value={secret} name={t('secret')} copy={t('copy')} />
      <p className="text-ink-muted text-sm">{t('check')}</p>
      <Alert tone="warn" isLive title={t('note')} />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </DialogActions>
    </>
  );
}
