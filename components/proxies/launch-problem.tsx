'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { Alert } from '@/components/ui/alert';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

/** Why nothing was launched, beside the button that was pressed. */
export function LaunchProblem({
  problem,
  isUnreached,
}: {
  problem: ActionState<never>;
  /** Sluice itself did not answer. */
  isUnreached: boolean;
}) {
  const t = useTranslations('create.errors');
  if (!isUnreached) return <ActionProblem state={problem} className="mb-4" />;
  return (
    <Alert tone="danger" isLive title={t('unreached')} className="mb-4">
      {t('unreachedText')}
    </Alert>
  );
}
