/** One element of an answer: children in their order, and the text of an element that has none. */
export type XmlElement = { name: string; children: XmlElement[]; text: string };

const token = /<\?[^>]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Parses what the XML protocols send: elements, attributes (which say nothing here) and text. Strict: throws. */
export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: '', children: [], text: '' };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    const current = open.at(-1);
    if (!match || !current) throw new Error(`not XML at: ${source.slice(at, at + 40)}`);
    const [, slash, name, , isEmpty, text] = match;
    if (text !== undefined) current.text += plain(text);
    else if (name !== undefined && slash) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
    } else if (name !== undefined) {
      const element = { name, children: [], text: '' };
      current.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  const [only] = root.children;
  if (open.length !== 1 || !only || root.children.length !== 1 || root.text.trim() !== '')
    throw new Error('not one closed root element');
  return only;
}

function plain(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, inside: string) => {
    const name = inside.slice(0, -1);
    const code = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
    if (code) return String.fromCodePoint(code[1] ? Number.parseInt(code[1], 16) : Number(code[2]));
    const character = inside.endsWith(';') && Object.hasOwn(named, name) ? named[name] : undefined;
    if (character === undefined) throw new Error(`not an entity: ${whole}`);
    return character;
  });
}
