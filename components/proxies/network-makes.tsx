'use client';

import { useTranslations } from '@/lib/i18n/client';
import type { ProxyFormValues } from '@/lib/proxies/schema';

/** What launching the network makes, in plain words. */
export function NetworkMakes({ values }: { values: ProxyFormValues }) {
  const t = useTranslations('create.networkPreview');
  const isAdopted = values.networkChoice === 'adopt';
  const items = [
    ...(isAdopted
      ? []
      : [t('vpc', { cidr: values.cidr }), t('subnets', { count: values.azs.length })]),
    isAdopted && values.endpointId
      ? t('endpointReused', { endpointId: values.endpointId })
      : t('endpoint'),
    t('groups'),
    ...(values.probe ? [t('probe')] : []),
  ];
  return (
    <div className="text-sm">
      <p className="font-medium">
        {isAdopted ? t('adopts', { vpcId: values.vpcId || '…' }) : t('makes')}
      </p>
      <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-4 marker:text-ink-faint">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
