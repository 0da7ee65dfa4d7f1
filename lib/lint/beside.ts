// jsdiff (BSD-3-Clause, kept since 2011, 4 kB of it are used) takes a comparator; Myers' algorithm of our own would be longer.
import { diffArrays } from 'diff';
import { type Line, linesByPart, type Part, parts } from './parts';
import { keyOf, referred, saidBy } from './said';

/** A line beside another, and whether only its side says what it says. */
export type Cell = { number: number; text: string; differs: boolean } | null;
export type Row = { at: number; left: Cell; right: Cell };
export type BesidePart = { part: Part; rows: Row[] };

/**
 * A pasted template beside the ones made instead of it, one kind of resources after the other, whatever language each
 * is written in. The lines of `made` are numbered within their own template.
 */
export function beside(pasted: string, made: readonly string[]): BesidePart[] {
  const [theirs, ours] = [linesByPart([pasted]), linesByPart(made)];
  return parts.flatMap((part) => {
    const rows = rowsOf(theirs.get(part) ?? [], ours.get(part) ?? []);
    return rows.length > 0 ? { part, rows } : [];
  });
}

type Pair = { left: Line; right: Line };

function rowsOf(left: Line[], right: Line[]): Row[] {
  const pairs = aligned(left, right, saysSame).flatMap((run) =>
    run.isSame
      ? run.pairs
      : aligned(run.left, run.right, setsSame).flatMap(({ pairs: own }) => own),
  );
  const onlyLeft = saidOnlyIn(left, right);
  const onlyRight = saidOnlyIn(right, left);
  return pairs.map((pair, at) => ({
    at,
    left: pair.left && { ...pair.left, differs: onlyLeft.has(pair.left) },
    right: pair.right && { ...pair.right, differs: onlyRight.has(pair.right) },
  }));
}

/** Lines whose words the other side does not have, or has fewer times: the languages order things differently. */
function saidOnlyIn(lines: Line[], others: Line[]): Set<Line> {
  const left = new Map<string, number>();
  for (const said of others.flatMap(wordsOf)) left.set(said, (left.get(said) ?? 0) + 1);
  return new Set(
    lines.filter((line) => {
      // Each is counted off, whether or not another of the line's is missing already.
      const missing = wordsOf(line).filter((said) => {
        const count = left.get(said) ?? 0;
        left.set(said, count - 1);
        return count <= 0;
      });
      return missing.length > 0;
    }),
  );
}

const wordsOf = (line: Line) => readLine(line).said.filter((said) => !said.endsWith(referred));

/** Longer than this nobody waits: what is left then stands side by side as it comes. */
const timeout = 200;

type Run = { isSame: boolean; left: Line[]; right: Line[]; pairs: Pair[] };

/** Both sides cut into runs that match and runs that do not, each with its lines in rows. */
function aligned(left: Line[], right: Line[], isSame: (a: Line, b: Line) => boolean): Run[] {
  const changes = diffArrays(left, right, { comparator: isSame, timeout });
  if (!changes) return [runOf(false, left, right)];
  const runs: Run[] = [];
  let [from, to] = [0, 0];
  let pending: [number, number] = [0, 0];
  for (const { value, added, removed } of changes) {
    if (removed) from += value.length;
    else if (added) to += value.length;
    else {
      runs.push(runOf(false, left.slice(pending[0], from), right.slice(pending[1], to)));
      const [before, after] = [from, to];
      from += value.length;
      to += value.length;
      runs.push(runOf(true, left.slice(before, from), right.slice(after, to)));
      pending = [from, to];
    }
  }
  runs.push(runOf(false, left.slice(pending[0]), right.slice(pending[1])));
  return runs.filter(({ pairs }) => pairs.length > 0);
}

function runOf(isSame: boolean, left: Line[], right: Line[]): Run {
  const length = Math.max(left.length, right.length);
  const pairs = Array.from({ length }, (_, at) => ({
    left: left[at] ?? null,
    right: right[at] ?? null,
  }));
  return { isSame, left, right, pairs };
}

function saysSame(a: Line, b: Line): boolean {
  const [said] = readLine(a).said;
  return said !== undefined && said === readLine(b).said[0];
}

function setsSame(a: Line, b: Line): boolean {
  const { key } = readLine(a);
  return key !== '' && key === readLine(b).key;
}

type ReadLine = { said: string[]; key: string };
const blank: ReadLine = { said: [], key: '' };
const known = new WeakMap<object, ReadLine>();

/** Read once: each line is compared with many. */
function readLine(line: Line): ReadLine {
  if (!line) return blank;
  const found = known.get(line) ?? { said: saidBy(line.text), key: keyOf(line.text) };
  known.set(line, found);
  return found;
}
