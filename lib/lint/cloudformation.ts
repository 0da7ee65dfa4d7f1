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
    const root = document.contents ? read(document.contents, lines, 0) : undefined;
    const resources = entriesOf(root && at(entriesOf(root), 'Resources')).flatMap(declared);
    if (resources.length === 0 && faults.length === 0)
      faults.push({ line: 1, endLine: 1, reason: 'empty' });
    return { language: 'cloudformation', resources, faults };
  } catch {
    // Told apart from a slip of syntax: the parser recurses, and only nesting that no template has exhausts the stack.
    return {
      language: 'cloudformation',
      resources: [],
      faults: [{ line: 1, endLine: 1, reason: 'tooDeep' }],
    };
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

function declared({ key, line, value }: Entry): Declared[] {
  const type = literal(at(entriesOf(value), 'Type'));
  if (!type) return [];
  const dependsOn = itemsOf(at(entriesOf(value), 'DependsOn')).map(textOf);
  return [
    { type, name: key, line, properties: entriesOf(at(entriesOf(value), 'Properties')), dependsOn },
  ];
}

const call = /^(?:Ref|Condition|Fn::\w+)$/;

function read(node: Node, lines: LineCounter, depth: number): Value {
  if (depth > 200) throw new Error('nested too deep');
  const line = lines.linePos(node.range?.[0] ?? 0).line;
  if (isAlias(node)) return { kind: 'expression', line, text: `*${node.source}` };
  const value = readPlain(node, lines, depth, line);
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

function readPlain(node: Node, lines: LineCounter, depth: number, line: number): Value {
  if (isMap(node)) {
    const entries = node.items.map((pair): Entry => {
      const key = pair.key as Node;
      const keyLine = lines.linePos(key?.range?.[0] ?? 0).line;
      const inside = pair.value as Node | null;
      return {
        key: isScalar(key) ? String(key.value) : '',
        line: keyLine,
        value: inside
          ? read(inside, lines, depth + 1)
          : { kind: 'scalar', line: keyLine, value: null },
      };
    });
    return { kind: 'map', line, entries };
  }
  if (isSeq(node))
    return {
      kind: 'list',
      line,
      items: node.items.map((item) => read(item as Node, lines, depth + 1)),
    };
  const scalar = isScalar(node) ? node.value : null;
  const known = ['string', 'number', 'boolean'].includes(typeof scalar);
  return {
    kind: 'scalar',
    line,
    value: known ? (scalar as string) : scalar === null ? null : String(scalar),
  };
}
