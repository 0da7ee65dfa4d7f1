/** A value as an XML answer carries it: lists become repeated `<member>` (query) or `<item>` (EC2) elements. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | XmlValue[]
  | { [element: string]: XmlValue };

/** Renders one element and everything in it; null and undefined are left out, as AWS leaves them out. */
export function renderXml(name: string, value: XmlValue, listElement: 'member' | 'item'): string {
  if (value === null || value === undefined) return '';
  return `<${name}>${renderContent(value, listElement)}</${name}>`;
}

/** The inside of an element. */
export function renderContent(value: XmlValue, listElement: 'member' | 'item'): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return value.map((entry) => renderXml(listElement, entry, listElement)).join('');
  }
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, child]) => renderXml(name, child, listElement))
      .join('');
  }
  return escapeXml(String(value));
}

/** Control characters that XML 1.0 cannot carry at all become the replacement character. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replace(unprintable, '\uFFFD');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the characters XML 1.0 forbids
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g;
