import { LineCounter, parseDocument, stringify } from 'yaml';
import { faultsOf } from '@/templates/spec';
import { type Guardrails, guardrailsSchema } from './guardrails';

/** Longer text is refused before it is read: ten times what all rules and tests together take. */
export const fileLengthMax = 300_000;

/** What is wrong and where; `line` counts from 1, and is null where the text has no such place. */
export type FileFault = { line: number | null; path: string; message: string };

export type ReadFile = { ok: true; guardrails: Guardrails } | { ok: false; faults: FileFault[] };

/** Reads the importable file, YAML or JSON. Never throws; each fault with its line. */
export function readGuardrailsFile(text: string): ReadFile {
  if (text.length > fileLengthMax)
    return refused([{ line: null, path: '', message: `is longer than ${fileLengthMax}` }]);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0)
    return refused(
      document.errors.map(({ message, pos }) => ({
        line: lineCounter.linePos(pos[0]).line,
        path: '',
        message,
      })),
    );
  const value = plainOf(document);
  if (value === undefined) return refused([{ line: null, path: '', message: 'cannot be read' }]);
  const parsed = guardrailsSchema.safeParse(value, {
    error: (issue) => (issue.input === undefined ? 'is required' : undefined),
  });
  if (parsed.success) return { ok: true, guardrails: parsed.data };
  return refused(
    faultsOf(parsed.error).map(({ path, message }) => ({
      line: lineOf(path.split('.')),
      path,
      message,
    })),
  );

  /** The line of the place itself, or of the nearest thing around it where it is missing. */
  function lineOf(path: string[]): number | null {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length).map(keyOf), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return lineCounter.linePos(node.range[0]).line;
    }
    return null;
  }
}

/** The same document as the file that people keep; read back, it is the same. */
export function writeGuardrailsFile(guardrails: Guardrails): string {
  return stringify(guardrails, { lineWidth: 100, aliasDuplicateObjects: false });
}

function refused(faults: FileFault[]): ReadFile {
  return { ok: false, faults };
}

function keyOf(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

/** Undefined where aliases would blow the document up, which the reader refuses by throwing. */
function plainOf(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}
