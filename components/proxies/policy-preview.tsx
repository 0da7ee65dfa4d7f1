'use client';

import { Check, X } from 'lucide-react';
import { useTranslations } from '@/lib/i18n/client';
import type { ProxySpec } from '@/templates/proxy/spec';

/** Who can call the proxy, as a table of callers and what each gets, and what is worth knowing about it. */
export function PolicyPreview({
  spec,
  vpcName,
  isAdopted,
}: {
  spec: ProxySpec;
  /** How the VPC is called in a sentence: its id, or "the new VPC". */
  vpcName: string;
  isAdopted: boolean;
}) {
  const t = useTranslations('create.policy');
  const host = new URL(spec.upstream.url).host;
  const isStrict = spec.access === 'endpoint';
  return (
    <div className="flex flex-col gap-5">
      <table className="w-full text-sm">
        <caption className="pb-2 text-left font-medium">{t('title')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('from')}</th>
            <th scope="col">{t('result')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-y">
          <Row
            passes
            from={t('rows.insideWithKey', { vpc: vpcName })}
            result={t(isStrict ? 'rows.insideEndpointResult' : 'rows.insideWithKeyResult')}
          />
          <Row
            from={t('rows.insideWithoutKey', { vpc: vpcName })}
            result={t('rows.insideWithoutKeyResult')}
          />
          {isStrict && (
            <Row
              from={t('rows.otherEndpoint', { vpc: vpcName })}
              result={t('rows.otherEndpointResult')}
            />
          )}
          <Row from={t('rows.otherVpc')} result={t('rows.otherVpcResult')} />
          <Row from={t('rows.internet')} result={t('rows.internetResult')} />
          <Row
            from={t('rows.direct', { host })}
            result={isAdopted ? t('directAdopted') : t('rows.directResult')}
          />
        </tbody>
      </table>
      <div>
        <h3 className="font-medium text-sm">{t('notes')}</h3>
        <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-ink-muted text-sm marker:text-ink-faint">
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

function Row({ from, result, passes = false }: { from: string; result: string; passes?: boolean }) {
  const t = useTranslations('create.policy');
  const Mark = passes ? Check : X;
  return (
    <tr>
      <th scope="row" className="py-2 pr-4 text-left align-top font-normal">
        {from}
      </th>
      <td className="w-[45%] py-2 align-top">
        <span className="flex items-start gap-1.5">
          <Mark
            aria-hidden
            className={passes ? 'mt-0.5 size-4 text-good' : 'mt-0.5 size-4 shrink-0 text-danger'}
          />
          <span>
            <span className="font-medium">{t(passes ? 'allowed' : 'refused')}</span>
            <span className="block text-ink-muted text-xs">{result}</span>
          </span>
        </span>
      </td>
    </tr>
  );
}
