import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { getI18n } from '@/lib/i18n/server';
import type { StackFacts } from '@/lib/proxies/types';

/** A stack that stands badly though no run of Sluice failed: somebody else was at work on it. */
export async function StackTrouble({
  facts,
  actions,
}: {
  facts: Pick<StackFacts, 'status' | 'statusReason'>;
  actions: ReactNode;
}) {
  const words = (await getI18n()).t('recovery');
  return (
    <Alert tone="danger" title={words('trouble.title', facts)} actions={actions}>
      <p>{words('trouble.text')}</p>
      {facts.statusReason && (
        <blockquote className="mt-1 break-words font-mono text-ink text-xs">
          {facts.statusReason}
        </blockquote>
      )}
    </Alert>
  );
}
