import type { ProxySpec } from '@/templates/proxy/spec';

/** What of a proxy decides whose a key is. */
export type Owned = { team: string; owner: string; spec: ProxySpec | null };

/** The program that a consumer key is labelled for, and whom to tell about it. */
export function labelOf(
  { owner, spec }: Pick<Owned, 'owner' | 'spec'>,
  slot: string,
): { consumer: string; owner: string } {
  const label = slot === 'B' ? spec?.keys.b : spec?.keys.a;
  return { consumer: label?.consumer ?? '', owner: label?.owner || owner };
}

/**
 * Whether a key is this person's: they own it, or the proxy, or the proxy is their team's. Platform people and auditors
 * read every key elsewhere; theirs are theirs by the same rule.
 */
export function isMine(
  who: { email: string; teams: readonly string[] },
  proxy: Owned,
  slot: string,
): boolean {
  const email = who.email.toLowerCase();
  const owners = [proxy.owner, labelOf(proxy, slot).owner];
  return who.teams.includes(proxy.team) || owners.some((each) => each.toLowerCase() === email);
}
