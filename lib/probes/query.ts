import { redacted } from './mask';

/** Parameters whose values are credentials, as services take them in a URL. */
const credential = /key|token|sig|auth|secret|passw|credential|^(code|pwd|pass|jwt|sid)$/i;

/** The credentials among a path's or a URL's query, as they stand there. */
export function queryCredentials(path: string): string[] {
  return parametersOf(path).flatMap(([name, value]) =>
    value !== '' && value !== redacted && credential.test(decoded(name))
      ? [value, decoded(value)]
      : [],
  );
}

/** The same path or URL with something else in place of each credential. */
export function withoutQueryCredentials(path: string, instead = redacted): string {
  const at = path.indexOf('?');
  if (at === -1) return path;
  const parameters = parametersOf(path).map(([name, value, isBare]) => {
    if (isBare) return name;
    return `${name}=${value !== '' && credential.test(decoded(name)) ? instead : value}`;
  });
  return `${path.slice(0, at)}?${parameters.join('&')}`;
}

function parametersOf(path: string): [name: string, value: string, isBare: boolean][] {
  const at = path.indexOf('?');
  if (at === -1) return [];
  return path
    .slice(at + 1)
    .split('&')
    .map((text) => {
      const sign = text.indexOf('=');
      return sign === -1 ? [text, '', true] : [text.slice(0, sign), text.slice(sign + 1), false];
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
