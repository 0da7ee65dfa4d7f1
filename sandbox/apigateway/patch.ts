import { badRequest } from './faults';

export type PatchOperation = { op: 'add' | 'remove' | 'replace'; path: string; value?: string };

type Patcher = Partial<Record<PatchOperation['op'], (value: string, parts: string[]) => void>>;

/**
 * Applies a request's patch operations by a table of paths; `*` in a path stands for one segment, whose values are
 * handed over in order. A path that the table lacks is refused as AWS refuses it.
 */
export function applyPatch(operations: unknown, table: Record<string, Patcher>): void {
  for (const operation of (operations ?? []) as PatchOperation[]) {
    const entry = find(table, operation.path ?? '');
    if (!entry) {
      throw badRequest(
        `Invalid patch path  '${operation.path}' specified for op '${operation.op}'. Must be one of: [${Object.keys(table).join(', ')}]`,
      );
    }
    const apply = entry.patcher[operation.op];
    if (!apply) {
      throw badRequest(
        `Invalid patch path  '${operation.path}' specified for op '${operation.op}'. Please choose supported operations`,
      );
    }
    apply(operation.value ?? '', entry.parts);
  }
}

function find(table: Record<string, Patcher>, path: string) {
  const actual = path.split('/');
  for (const [pattern, patcher] of Object.entries(table)) {
    const expected = pattern.split('/');
    if (expected.length !== actual.length) continue;
    if (expected.every((part, index) => part === '*' || part === actual[index])) {
      const parts = actual.filter((_, index) => expected[index] === '*').map(unescapePointer);
      return { patcher, parts };
    }
  }
  return null;
}

/** JSON pointer: `~1` is a slash, `~0` a tilde. */
function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
