'use client';

import { useTranslations } from '@/lib/i18n/client';
import { sampleMethod, samplePath } from '@/lib/proxies/snippets';
import { type InvokeForm, invokeForms } from '@/templates/proxy/invoke';
import { pendingEndpointId } from '@/templates/proxy/pending';
import type { ProxySpec } from '@/templates/proxy/spec';
import { CallSnippets } from './call-snippets';

/** How the proxy will be called, with braces where an id is known only once it stands. */
export function CallPreview({ spec, region }: { spec: ProxySpec; region: string }) {
  const t = useTranslations('create.call');
  const path = samplePath(spec.upstream.url, sampleMethod(spec.upstream));
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-muted text-sm">{t('placeholders')}</p>
      <CallSnippets forms={futureForms(spec, region)} upstream={spec.upstream} />
      <div className="text-sm">
        <p className="text-ink-muted">{t('path')}</p>
        <p className="mt-1 break-all font-mono text-xs">
          /{spec.stage}
          {path} → {spec.upstream.url}
          {path}
        </p>
        <p className="mt-1 text-ink-muted">
          {spec.upstream.methods
            ? t('methods', { methods: spec.upstream.methods.join(', ') })
            : t('method')}
        </p>
      </div>
    </div>
  );
}

function futureForms(spec: ProxySpec, region: string): InvokeForm[] {
  const { endpointId } = spec.network;
  const isPending = endpointId === pendingEndpointId;
  return invokeForms({
    restApiId: '{api}',
    region,
    stage: spec.stage,
    endpointId: isPending ? '{vpce}' : endpointId,
    endpointDnsName: `${isPending ? '{vpce}' : endpointId}-{…}.execute-api.${region}.vpce.amazonaws.com`,
    privateDns: true,
  });
}
