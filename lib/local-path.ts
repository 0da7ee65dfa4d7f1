import type { Route } from 'next';

const anyBase = 'http://sluice.invalid';

/**
 * A path of this app that a caller may name as the place to go next, or the fallback. Everything that a browser
 * could read as another host is refused: `//host`, `/\host`, control characters, and paths that become such.
 */
export function localPath(text: unknown, fallback: Route): Route {
  if (typeof text !== 'string' || text.length > 2000) return fallback;
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return fallback;
  if (!URL.canParse(text, anyBase)) return fallback;
  const url = new URL(text, anyBase);
  if (url.origin !== anyBase || url.pathname.startsWith('//')) return fallback;
  return `${url.pathname}${url.search}${url.hash}` as Route;
}
