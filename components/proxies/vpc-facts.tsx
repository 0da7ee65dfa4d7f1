'use client';

import { Check, X } from 'lucide-react';
import { useTranslations } from '@/lib/i18n/client';
import type { VpcChoice } from '@/lib/networks/types';
import { vpcVerdict } from '@/lib/networks/vpc-verdict';

/** What speaks for and against a VPC, each with its mark and its words. */
export function VpcFacts({ vpc }: { vpc: VpcChoice }) {
  const t = useTranslations('create.verdict');
  const verdict = vpcVerdict(vpc);
  const zonesNeeded = vpc.endpoint ? 1 : 2;
  const facts: { isGood: boolean; words: string }[] = [
    { isGood: verdict.hasDns, words: t(verdict.hasDns ? 'dnsOn' : 'dnsOff') },
    {
      isGood: verdict.usable.length > 0,
      words: t('privateSubnets', { count: verdict.usable.length }),
    },
    { isGood: true, words: endpointWords() },
  ];
  if (verdict.azCount > 0) {
    facts.splice(2, 0, {
      isGood: verdict.azCount >= zonesNeeded,
      words: t('azs', { count: verdict.azCount }),
    });
  }
  if (vpc.networkName) {
    facts.unshift({ isGood: false, words: t('taken', { name: vpc.networkName }) });
  }

  function endpointWords() {
    if (!vpc.endpoint) return t('endpointMade');
    const { endpointId, privateDns } = vpc.endpoint;
    return privateDns ? t('endpointReused', { endpointId }) : t('endpointNoPrivateDns');
  }

  return (
    <span className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5">
      {facts.map(({ isGood, words }) => (
        <span key={words} className="inline-flex items-center gap-1">
          {isGood ? (
            <Check aria-hidden className="size-3 text-good" />
          ) : (
            <X aria-hidden className="size-3 text-danger" />
          )}
          {words}
        </span>
      ))}
    </span>
  );
}
