'use client';

import { Button } from '@/components/ui/button';
import { useFormat, useTranslations } from '@/lib/i18n/client';

/** Says that what was typed before a reload is back, and offers to begin anew. */
export function DraftNotice({
  draft,
}: {
  draft: { restoredAt: Date | null; startOver: () => void };
}) {
  const t = useTranslations('create');
  const format = useFormat();
  if (!draft.restoredAt) return null;
  return (
    <p
      role="status"
      className="mb-5 flex flex-wrap items-center justify-between gap-2 rounded-md bg-subtle py-1.5 pr-1.5 pl-3 text-ink-muted text-sm"
    >
      {t('draftRestored', { time: format.timeOfDay(draft.restoredAt) })}
      <Button variant="ghost" size="sm" onClick={draft.startOver}>
        {t('startOver')}
      </Button>
    </p>
  );
}
