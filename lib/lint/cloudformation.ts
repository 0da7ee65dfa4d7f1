import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Declared, Entry, Fault, Parsed, Value } from './types';
import { at, entriesOf, itemsOf, literal, textOf } from './values';

/** Reads a CloudFormation template, YAML with its short tags or JSON. Never throws; faults are told at their lines. */
export function parseCloudFormation(text: string): Parsed {
  const lines = new LineCounter();
  const faults: Fault[] = [];
  try {
    if (nestsTooDeep(text)) throw new Error('nested too deep');
    const document = parseDocument(text, {
      lineCounter: lines,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    for (const error of document.errors.slice(0, 20)) {
      const line = lines.linePos(error.pos[0]).line;
      if (faults.at(-1)?.line === line) continue;
      faults.push({ line, endLine: line, reason: 'syntax' });
    }
    const place = { lineCounter: lines, before: 0 };
    const root = document.contents ? read(document.contents, place, 0) : undefined;
    const ends = endLines(document.contents, text, lines);
    const resources = entriesOf(root && at(entriesOf(root), 'Resources')).flatMap((each) =>
      declared(each, ends.get(placeOf(each)) ?? each.line),
    );
    if (resources.length === 0 && faults.length === 0)
      faults.push({ line: 1, endLine: 1, reason: 'empty' });
    return { language: 'cloudformation', resources, data: [], faults };
  } catch {
    // Told apart from a slip of syntax: the parser recurses, and only nesting that no template has exhausts the stack.
    return {
      language: 'cloudformation',
      resources: [],
      data: [],
      faults: [{ line: 1, endLine: 1, reason: 'tooDeep' }],
    };
  }
}

/** A value written as text within a template, `before` lines down; undefined where it is no YAML or JSON. */
export function readText(text: string, before: number): Value | undefined {
  try {
    if (nestsTooDeep(text)) return undefined;
    const lineCounter = new LineCounter();
    const { contents, errors } = parseDocument(text, { lineCounter, logLevel: 'silent' });
    return contents && errors.length === 0 ? read(contents, { lineCounter, before }, 0) : undefined;
  } catch {
    return undefined;
  }
}

/** Brackets open at once, those in texts too: the parser takes seconds over nesting before it gives up. */
function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > 1000) return true;
  }
  return false;
}

/** A name may stand there twice, and a line hold two. */
const placeOf = ({ key, line }: Pick<Entry, 'key' | 'line'>) => `${line} ${key}`;

/** The last line of each resource, by its place. */
function endLines(root: Node | null, text: string, lines: LineCounter): Map<string, number> {
  const resources = isMap(root) ? root.get('Resources') : null;
  return new Map(
    (isMap(resources) ? resources.items : []).map(({ key, value }) => {
      const end = (value as Node | null)?.range?.[1] ?? (key as Node).range?.[1] ?? 0;
      const last = text.slice(0, end).trimEnd().length - 1;
      const line = lines.linePos((key as Node).range?.[0] ?? 0).line;
      const name = isScalar(key) ? String(key.value) : '';
      return [placeOf({ key: name, line }), lines.linePos(Math.max(0, last)).line];
    }),
  );
}

function declared({ key, line, value }: Entry, endLine: number): Declared[] {
  const type = literal(at(entriesOf(value), 'Type'));
  if (!type) return [];
  const dependsOn = itemsOf(at(entriesOf(value), 'DependsOn')).map(textOf);
  const properties = entriesOf(at(entriesOf(value), 'Properties'));
  return [{ type, name: key, line, endLine, properties, dependsOn }];
}

const call = /^(?:Ref|Condition|Fn::\w+)$/;

/** Where the text stands: its lines, and how many there are before it. */
type Place = { lineCounter: LineCounter; before: number };

const lineAt = ({ lineCounter, before }: Place, node: Node | null) =>
  lineCounter.linePos(node?.range?.[0] ?? 0).line + before;

function read(node: Node, place: Place, depth: number): Value {
  if (depth > 200) throw new Error('nested too deep');
  const line = lineAt(place, node);
  if (isAlias(node)) return { kind: 'expression', line, text: `*${node.source}` };
  const value = readPlain(node, place, depth, line);
  const tag = node.tag && /^![A-Za-z]/.test(node.tag) ? node.tag.slice(1) : null;
  if (tag)
    return { kind: 'expression', line, text: `${tag} ${textOf(value).replaceAll('\n', ' ')}` };
  const only = value.kind === 'map' && value.entries.length === 1 ? value.entries[0] : undefined;
  if (only && call.test(only.key))
    return {
      kind: 'expression',
      line,
      text: `${only.key.replace('Fn::', '')} ${textOf(only.value).replaceAll('\n', ' ')}`,
    };
  return value;
}

function readPlain(node: Node, place: Place, depth: number, line: number): Value {
  if (isMap(node)) {
    const entries = node.items.map((pair): Entry => {
      const key = pair.key as Node;
      const keyLine = lineAt(place, key);
      const inside = pair.value as Node | null;
      return {
        key: isScalar(key) ? String(key.value) : '',
        line: keyLine,
        value: inside
          ? read(inside, place, depth + 1)
          : { kind: 'scalar', line: keyLine, value: null },
      };
    });
    return { kind: 'map', line, entries };
  }
  if (isSeq(node))
    return {
      kind: 'list',
      line,
      items: node.items.map((item) => read(item as Node, place, depth + 1)),
    };
  const scalar = isScalar(node) ? node.value : null;
  const known = ['string', 'number', 'boolean'].includes(typeof scalar);
  return {
    kind: 'scalar',
    line,
    value: known ? (scalar as string) : scalar === null ? null : String(scalar),
  };
}
