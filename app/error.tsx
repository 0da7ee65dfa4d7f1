'use client';

import { useTranslations } from 'use-intl';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Code } from '@/components/ui/code';

/** A fault of ours. The text of the error stays in the log; the digest finds it there. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('common.fault');
  const digest = digestOf(error);
  return (
    <div className="max-w-2xl px-4 py-8 md:px-8">
      <Alert
        tone="danger"
        isLive
        title={<h1 className="inline">{t('title')}</h1>}
        actions={<Button onClick={() => retry()}>{t('retry')}</Button>}
      >
        <p>{t('next')}</p>
        {digest && (
          <p className="mt-1 text-xs">
            {t('reference')}: <Code>{digest}</Code>
          </p>
        )}
      </Alert>
    </div>
  );
}

function digestOf(error: unknown): string | null {
  const digest = error instanceof Error && 'digest' in error ? error.digest : null;
  return typeof digest === 'string' ? digest : null;
}
