/**
 * REST APIs decode URL-encoded parameters before they hand them to the integration (S-KNOWN), so an encoded slash
 * arrives as a slash (ustayready/fireprox#44). What is encoded anew, and how, is an INFERENCE: whatever could not
 * stand in that place as it is, so that the upstream reads the same value.
 */
export function encodePath(text: string): string {
  return encode(text, /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu);
}

/** Of a name or a value in a query. */
export function encodeQuery(text: string): string {
  return encode(text, /[^A-Za-z0-9\-._~!$'()*,:@/?]/gu);
}

function encode(text: string, unsafe: RegExp): string {
  return text.replace(unsafe, encodeURIComponent);
}
