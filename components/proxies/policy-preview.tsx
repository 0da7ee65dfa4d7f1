'use client';

import { useTranslations } from '@/lib/i18n/client';
import type { ProxyPreview } from '@/lib/proxies/preview';
import { AccessProof } from './access-proof';

/** Who can call the proxy, proved from its template, and what is worth knowing about it. */
export function PolicyPreview({
  preview: { proof, spec },
  vpcName,
  isAdopted,
}: {
  preview: ProxyPreview;
  /** How the VPC is called in a sentence: its id, or "the new VPC". */
  vpcName: string;
  isAdopted: boolean;
}) {
  const t = useTranslations('create.policy');
  const host = new URL(spec.upstream.url).host;
  return (
    <div className="flex flex-col gap-5">
      <AccessProof rows={proof.rows} basis="preview" vpcName={vpcName} />
      <div>
        <h3 className="font-medium text-sm">{t('notes')}</h3>
        <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-ink-muted text-sm marker:text-ink-faint">
          <li>{t(isAdopted ? 'note.directAdopted' : 'note.direct', { host })}</li>
          <li>{t('note.privateDns')}</li>
          <li>{t('note.keys')}</li>
          <li>{t('note.secondLeg', { host })}</li>
          <li>{t('note.reverse')}</li>
          {spec.accessLog && <li>{t('log', { days: spec.accessLog.retentionDays })}</li>}
        </ul>
      </div>
    </div>
  );
}
