import { HclFault, HclScan, maxDepth } from './hcl-scan';
import type { Declared, Entry, Fault, Parsed, Value } from './types';
import { entry, textOf } from './values';

// Own code, since HCL packages for JavaScript answer JSON without positions (hcl2-parser, @cdktf/hcl2json), build native
// code (tree-sitter) or bring an editor along (codemirror-lang-hcl). It reads blocks, attributes, literals, lists, objects
// and jsonencode(); every other expression is kept as its text.

/** A line that begins a block of Terraform: where reading goes on after a stretch that is something else. */
const blockHead =
  /^[^\S\n]*(?:(?:resource|data)[^\S\n]+"[^"\n]*"[^\S\n]+"[^"\n]*"|(?:variable|output|module|provider)[^\S\n]+"[^"\n]*"|locals|terraform|moved|import)[^\S\n]*\{/gm;

const maxBroken = 20;

/** Reads Terraform, and goes past what is none of it: prose, program text, a broken block. Never throws. */
export function parseTerraform(text: string): Parsed {
  const scan = new HclScan(text);
  const resources: Declared[] = [];
  const data: Declared[] = [];
  const faults: Fault[] = [];
  let broken = 0;
  const faulty = (line: number, endLine: number, reason: Fault['reason']) =>
    faults.push({ line, endLine: Math.max(line, endLine), reason });
  for (;;) {
    scan.blank();
    const from = { at: scan.at, line: scan.line };
    blockHead.lastIndex = scan.at;
    const head = blockHead.exec(text);
    const start = head?.index ?? text.length;
    if (text.slice(scan.at, start).trim() !== '') {
      scan.step(start - scan.at);
      faulty(from.line, scan.line - 1, 'syntax');
    }
    if (!head) break;
    try {
      const block = readHead(scan);
      const properties = readBody(scan, 0);
      const dependsOn = namesIn(entry(properties, 'depends_on'));
      const declared = { ...block, endLine: scan.line, properties, dependsOn };
      if (block.kind === 'resource') resources.push(declared);
      if (block.kind === 'data') data.push({ ...declared, name: `data.${block.name}` });
    } catch (error) {
      if (!(error instanceof HclFault)) throw error;
      faulty(error.line, error.line, error.reason);
      // What is broken so often is no Terraform; each new start could read to the end again.
      if (++broken >= maxBroken) break;
      // The next head may be inside what failed to close: go on from the line after this block's head.
      scan.at = from.at;
      scan.line = from.line;
      scan.step(start - from.at);
      scan.match(/\s*[^\n]*\n?/y);
      blockHead.lastIndex = scan.at;
      const next = blockHead.exec(text)?.index ?? text.length;
      scan.step(next - scan.at);
    }
  }
  if (resources.length === 0 && faults.length === 0) faulty(1, 1, 'empty');
  return { language: 'terraform', resources, data, faults };
}

function readHead(scan: HclScan): { kind: string; type: string; name: string; line: number } {
  scan.blank();
  const line = scan.line;
  const kind = scan.match(/\w+/y) ?? scan.fail();
  const labels: string[] = [];
  scan.blank(false);
  while (scan.peek() === '"') {
    labels.push(scan.quoted().slice(1, -1));
    scan.blank(false);
  }
  return { kind, type: labels[0] ?? '', name: labels.join('.'), line };
}

/** A block's inside, cursor on its `{`. Blocks of one name stand as entries of that name, each a map. */
function readBody(scan: HclScan, depth: number): Entry[] {
  if (depth > maxDepth) throw new HclFault(scan.line, 'tooDeep');
  if (scan.peek() !== '{') scan.fail();
  scan.step();
  const entries: Entry[] = [];
  for (;;) {
    scan.blank();
    if (scan.peek() === '}') {
      scan.step();
      return entries;
    }
    const line = scan.line;
    const key = scan.match(/[A-Za-z_][\w-]*/y) ?? scan.fail();
    scan.blank(false);
    if (scan.peek() === '=') {
      scan.step();
      entries.push({ key, line, value: readValue(scan, depth + 1) });
      continue;
    }
    let label = '';
    while (scan.peek() === '"') {
      label = scan.quoted().slice(1, -1);
      scan.blank(false);
    }
    const inside: Value = { kind: 'map', line, entries: readBody(scan, depth + 1) };
    // A dynamic block may stand for any number of blocks: its content is one of them.
    entries.push({ key: key === 'dynamic' ? label : key, line, value: inside });
  }
}

function readValue(scan: HclScan, depth: number): Value {
  if (depth > maxDepth) throw new HclFault(scan.line, 'tooDeep');
  scan.blank();
  const { line, at } = scan;
  const simple = readSimple(scan, depth, line);
  if (simple) {
    scan.blank(false);
    if (/^$|[\n,\]})]/.test(scan.peek())) return simple;
  }
  scan.at = at;
  scan.line = line;
  return { kind: 'expression', line, text: readExpression(scan) };
}

function readSimple(scan: HclScan, depth: number, line: number): Value | null {
  const next = scan.peek();
  if (next === '"') return readText(scan.quoted(), line);
  const heredoc = scan.heredoc();
  if (heredoc !== null) return { kind: 'scalar', line, value: heredoc };
  const number = scan.match(/-?\d+(?:\.\d+)?(?![\w.])/y);
  if (number) return { kind: 'scalar', line, value: Number(number) };
  const word = scan.match(/(?:true|false|null)\b/y);
  if (word) return { kind: 'scalar', line, value: word === 'null' ? null : word === 'true' };
  if (scan.match(/(?:jsonencode|toset|tolist)\(/y)) {
    const value = readValue(scan, depth + 1);
    scan.blank();
    if (scan.peek() !== ')') return null;
    scan.step();
    return value;
  }
  if (next === '[' && !scan.match(/\[\s*for\b/y)) return readList(scan, depth, line);
  if (next === '{' && !scan.match(/\{\s*for\b/y)) return readObject(scan, depth, line);
  return null;
}

function readText(quoted: string, line: number): Value {
  const inside = quoted.slice(1, -1);
  if (/(^|[^$])\$\{/.test(inside)) return { kind: 'expression', line, text: inside };
  return {
    kind: 'scalar',
    line,
    value: inside.replace(/\\(["\\])/g, '$1').replace(/\$\$\{/g, '${'),
  };
}

function readList(scan: HclScan, depth: number, line: number): Value {
  scan.step();
  const items: Value[] = [];
  for (;;) {
    scan.blank();
    if (scan.peek() === ']') break;
    items.push(readValue(scan, depth + 1));
    scan.blank();
    if (scan.peek() === ',') scan.step();
    else if (scan.peek() !== ']') scan.fail();
  }
  scan.step();
  return { kind: 'list', line, items };
}

function readObject(scan: HclScan, depth: number, line: number): Value {
  scan.step();
  const entries: Entry[] = [];
  for (;;) {
    scan.blank();
    if (scan.peek() === '}') break;
    const keyLine = scan.line;
    const key =
      scan.peek() === '"'
        ? scan.quoted().slice(1, -1)
        : (scan.match(/\([^)\n]*\)|[\w-]+(?:\.[\w-]+)*/y) ?? scan.fail());
    scan.blank(false);
    if (!/[=:]/.test(scan.peek())) scan.fail();
    scan.step();
    entries.push({ key, line: keyLine, value: readValue(scan, depth + 1) });
    scan.blank();
    if (scan.peek() === ',') scan.step();
  }
  scan.step();
  return { kind: 'map', line, entries };
}

/** The text of an expression: to the end of its line, or of what holds it; brackets are passed whole. */
function readExpression(scan: HclScan): string {
  const from = scan.at;
  for (;;) {
    const next = scan.peek();
    if (next === '' || /[\n,\]})#]/.test(next)) break;
    if (next === '"') scan.quoted();
    else if (/[([{]/.test(next)) scan.balanced();
    else scan.step();
  }
  const text = scan.text.slice(from, scan.at).trim();
  return text === '' ? scan.fail() : text;
}

function namesIn(found: Entry | undefined): string[] {
  return [...textOf(found?.value).matchAll(/\baws_\w+\.[\w-]+/g)].map((match) => match[0]);
}
