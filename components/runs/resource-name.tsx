'use client';

import { Code } from '@/components/ui/code';
import { useTranslations } from '@/lib/i18n/client';
import type { StuckResource } from '@/lib/recovery/types';

/** A resource as a person calls it, and as the template does. */
export function ResourceName({ resource }: { resource: StuckResource }) {
  const t = useTranslations('recovery.type');
  const type = resource.resourceType.replace(/^AWS::/, '').replace('::', '-');
  const key = type as Parameters<typeof t.has>[0];
  return (
    <>
      {t.has(key) ? t(key) : resource.resourceType} <Code>{resource.logicalId}</Code>
    </>
  );
}

/** Its id in AWS, whether it is the cause, and AWS's own words for that. */
export function ResourceHint({ resource }: { resource: StuckResource }) {
  const t = useTranslations('recovery.resources');
  const { physicalId, isCause, reason } = resource;
  return (
    <span className="wrap-anywhere">
      {[physicalId, t(isCause ? 'cause' : 'waits')].filter(Boolean).join(' · ')}
      {reason && <span className="mt-0.5 block font-mono">{reason}</span>}
    </span>
  );
}
