'use client';

import { type ReactNode, useState } from 'react';
import { cn } from '@/lib/cn';
import { Button, type ButtonProps } from './button';
import { Dialog } from './dialog';
import { useHydrated } from './use-hydrated';

/** A button that opens a dialog, as soon as the page is alive. What stands in it is handed the way to close it. */
export function DialogButton({
  label,
  title,
  onClosed,
  children,
  className,
  ...button
}: Omit<ButtonProps, 'title' | 'children' | 'onClick' | 'disabled'> & {
  label: ReactNode;
  title: ReactNode;
  onClosed?: () => void;
  children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  const close = () => {
    setIsOpen(false);
    onClosed?.();
  };
  return (
    <>
      <Button
        {...button}
        className={cn('disabled:opacity-100', className)}
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={title}>
        {children(close)}
      </Dialog>
    </>
  );
}
