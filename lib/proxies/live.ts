import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import type { ProxyDetail } from './types';

/** Whether what CloudFormation holds is what the saved spec renders. It does not look for changes made by hand. */
export type LiveState = 'same' | 'older' | 'changing' | 'failed' | 'unknown';

export function liveState(proxy: Pick<ProxyDetail, 'phase' | 'spec' | 'template'>): LiveState {
  if (proxy.phase === 'failed') return 'failed';
  if (proxy.phase !== 'ready') return 'changing';
  if (!proxy.spec || !proxy.template) return 'unknown';
  const rendered = renderYaml(stackFor(proxy.spec).template);
  return rendered.trimEnd() === proxy.template.trimEnd() ? 'same' : 'older';
}

/** The Deployment's hash out of its logical id; null where the template shows none. */
export function deploymentId(template: string | null): string | null {
  return /^ {2}"?Deployment([0-9A-Za-z]+)"?:/m.exec(template ?? '')?.[1] ?? null;
}
