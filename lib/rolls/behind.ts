import { templatesVersion } from '@/templates/version';
import type { StackFacts } from '../proxies/types';
import type { MemberKind } from './types';

/** Whether a stack that stands was made by an older generation of the templates. One without a tag says nothing. */
export function isBehind({ phase, version }: Pick<StackFacts, 'phase' | 'version'>): boolean {
  return phase === 'ready' && version !== '' && version !== templatesVersion;
}

type Standings = readonly { facts: StackFacts }[];

/** All of a fleet that is behind; networks first. */
export function behindIn({
  networks,
  proxies,
}: {
  networks: Standings;
  proxies: Standings;
}): { kind: MemberKind; facts: StackFacts }[] {
  return [
    ...networks.map(({ facts }) => ({ kind: 'network' as const, facts })),
    ...proxies.map(({ facts }) => ({ kind: 'proxy' as const, facts })),
  ].filter(({ facts }) => isBehind(facts));
}
