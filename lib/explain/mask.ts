const masked = '[hidden]';

/** Names whose value is a secret, as a header, a field, a parameter or a variable. */
const secretName =
  '[\\w-]{0,40}(?:api[-_ ]?key|apikey|secret|token|passw(?:or)?d|passphrase|credential|signature|authorization|cookie|session(?:[-_]?id)?|private[-_]?key|access[-_]?key(?:[-_]?id)?|x-goog-api-key|auth)[\\w-]{0,20}';

/** Names that look like one and hold none. */
const harmless = /^(x-amzn-|missing |.*apikeyid$|.*api-key-id$|.*tokens$|.*token_count$)/i;

const headerLine = new RegExp(
  `((?:^|[\\s'"{,(\\[<>])['"]?(${secretName})['"]?\\]?[ \\t]{0,4}(?::|=>)[ \\t]{0,4})([^\\n]*)`,
  'gim',
);
const assignment = new RegExp(
  `((?:^|[\\s'"?&;,(\\[{])(${secretName})=)('[^'\\n]*'|"[^"\\n]*"|[^\\s&'";,)]+)`,
  'gim',
);

/** Values that say what they are, wherever they stand. */
const shapes: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,20}\b/g,
  /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g,
  /\b(?:sk|pk|rk)[-_][\w-]{12,}/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abpr]-|sluice_pat_|AIza|hf_|npm_)[\w-]{10,}/g,
  /\b(?:Bearer|Basic|Digest|Negotiate)[ \t]+[\w+/=.~:-]{4,}/gi,
];

/**
 * The same text without what opens anything: values of headers and fields that carry secrets, credentials in URLs and
 * command lines, and tokens that can be told by their shape. Rather hides too much than too little.
 */
export function maskSecrets(text: string): string {
  let shown = text
    .replace(/(\bhttps?:\/\/)[^\s/@:]{1,200}(?::[^\s/@]{0,200})?@/gi, `$1${masked}@`)
    .replace(
      /((?:^|\s)(?:-u|--user|--proxy-user|-U|-b|--cookie)(?:[ \t]+|=))('[^'\n]*'|"[^"\n]*"|\S+)/g,
      `$1${masked}`,
    )
    .replace(
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
      masked,
    )
    .replace(assignment, (whole, before: string, name: string) =>
      harmless.test(name) ? whole : `${before}${masked}`,
    )
    .replace(headerLine, (whole, before: string, name: string, rest: string) =>
      harmless.test(name) ? whole : `${before}${maskValue(rest, before)}`,
    );
  for (const shape of shapes) shown = shown.replace(shape, masked);
  return shown;
}

/** A quoted value ends at its quote, a header's at the end of the line or at the quote that holds the whole header. */
function maskValue(rest: string, before: string): string {
  if (rest === '') return rest;
  const opening = /^['"]/.exec(rest)?.[0];
  if (opening) {
    const end = rest.indexOf(opening, 1);
    return end < 0 ? masked : `${opening}${masked}${rest.slice(end)}`;
  }
  // -H 'x-api-key: …': the quote that was opened before the name ends the value.
  const outer = /(['"])[^'"]*$/.exec(before)?.[1];
  const end = outer ? rest.indexOf(outer) : -1;
  return end < 0 ? masked : `${masked}${rest.slice(end)}`;
}
