'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import { Button } from './button';

/** Copies `value` and says so politely; the button keeps its size. `label` names what is copied. */
export function CopyButton({
  value,
  label,
  isLabelVisible = false,
  className,
}: {
  value: string;
  label?: string;
  isLabelVisible?: boolean;
  className?: string;
}) {
  const t = useTranslations('common');
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }

  const words = label ?? t('copy');
  return (
    <>
      <Button
        variant="ghost"
        size={isLabelVisible ? 'sm' : 'icon'}
        onClick={copy}
        aria-label={isLabelVisible ? undefined : words}
        title={isLabelVisible ? undefined : words}
        className={cn('relative z-1', className)}
      >
        {outcome === 'copied' ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
        {isLabelVisible && words}
      </Button>
      <span role="status" className="sr-only">
        {outcome === 'copied' && t('copied')}
        {outcome === 'failed' && t('copyFailed')}
      </span>
    </>
  );
}
