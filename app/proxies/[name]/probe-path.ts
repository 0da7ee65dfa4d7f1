import { samplePath } from '@/lib/proxies/snippets';
import type { ProxyDetail } from '@/lib/proxies/types';
import { trialMethod } from '@/templates/proxy/http-methods';

/** Where a probe asks of a proxy that nobody said another path for. */
export function probePath({ spec }: ProxyDetail): string {
  return spec ? samplePath(spec.upstream.url, trialMethod(spec.upstream)) : '/';
}
