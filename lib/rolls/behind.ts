import { templatesVersion } from '@/templates/version';
import type { StackFacts } from '../proxies/types';

/** Whether a stack that stands was made by an older generation of the templates. One without a tag says nothing. */
export function isBehind({ phase, version }: Pick<StackFacts, 'phase' | 'version'>): boolean {
  return phase === 'ready' && version !== '' && version !== templatesVersion;
}
