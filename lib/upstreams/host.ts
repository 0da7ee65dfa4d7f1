import { checkUpstreamUrl } from '@/templates/upstream-host';

/** The host of an upstream URL in its canonical form; null where it is none that a proxy may stand in front of. */
export function hostOf(url: string): string | null {
  const checked = checkUpstreamUrl(url);
  return checked.ok ? new URL(checked.url).hostname : null;
}
