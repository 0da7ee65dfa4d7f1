'use client';

import { useTranslations } from '@/lib/i18n/client';
import type { ProbeMethod, ProbeResult, SavedCall } from '@/lib/probes/types';
import { ProbeDetails } from './probe-details';
import { ProbeForm } from './probe-form';
import { ProbeHistory } from './probe-history';
import type { CallActions } from './saved-calls';
import type { ProbeAction } from './use-probe';

/** A probe of any call, the newest result by phase, and the ones before it. */
export function ProbePanel({
  proxy,
  method,
  path,
  saved,
  results,
  actions,
  reason,
}: {
  proxy: string;
  method: ProbeMethod;
  path: string;
  saved: readonly SavedCall[];
  /** Newest first. */
  results: readonly ProbeResult[];
  actions: (CallActions & { probe: ProbeAction }) | null;
  /** Why there are none, where there are none. */
  reason: string | null;
}) {
  const t = useTranslations('probe');
  const [latest] = results;
  return (
    <div className="flex flex-col gap-6">
      {actions && (
        <ProbeForm proxy={proxy} method={method} path={path} saved={saved} actions={actions} />
      )}
      {reason && <p className="text-ink-muted text-sm">{reason}</p>}
      {latest ? (
        <>
          <ProbeDetails result={latest} />
          <ProbeHistory results={results} />
        </>
      ) : (
        <div>
          <p className="font-medium">{t('none')}</p>
          <p className="mt-0.5 max-w-prose text-ink-muted text-sm">{t('noneText')}</p>
        </div>
      )}
    </div>
  );
}
