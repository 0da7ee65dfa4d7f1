'use client';

import { useTranslations } from '@/lib/i18n/client';
import { ClockTime } from './clock-time';
import type { Line } from './use-live-run';

/** Says that what stands here may be old, how old, and that nobody has to do anything about it. */
export function ConnectionNotice({ line }: { line: Line }) {
  const t = useTranslations('run.line');
  return (
    <p role="status" className="text-sm text-warn empty:hidden">
      {line.connection === 'lost' && (
        <>
          {t('lost')}{' '}
          {line.lastNewsAt && (
            <>
              {t('lastNews')} <ClockTime value={line.lastNewsAt} />
              {t('stop')}{' '}
            </>
          )}
          {t('trying')}
        </>
      )}
    </p>
  );
}
