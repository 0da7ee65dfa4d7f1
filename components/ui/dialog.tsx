'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import { Button } from './button';

/**
 * A modal on the browser's own `<dialog>`: focus is held inside and given back, Escape closes, the rest is inert.
 * It mounts its children only while open, so a secret leaves the page with it.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  className,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const t = useTranslations('common');
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (isOpen && dialog && !dialog.open) dialog.showModal();
    if (!isOpen && dialog?.open) dialog.close();
  }, [isOpen]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes; the click is the backdrop's
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
      className={cn(
        'fixed inset-0 m-auto max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] rounded-xl border border-line bg-surface p-0 shadow-pop backdrop:bg-overlay max-md:mb-4',
        className,
      )}
    >
      {isOpen && (
        <div className="flex flex-col gap-4 p-5">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="font-semibold text-lg">
              {title}
            </h2>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('close')}
              onClick={onClose}
              className="-mt-1 -mr-2"
            >
              <X aria-hidden />
            </Button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}

/** The buttons at a dialog's foot; on a phone they stack, the main one first. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-1 flex justify-end gap-2 max-md:flex-col-reverse">{children}</div>;
}
