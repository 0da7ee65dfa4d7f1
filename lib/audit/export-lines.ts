import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical';
import { contentOf, faultOf, firstPrevious } from './chain';
import type { AuditRow } from './types';

/** What a file begins with. */
export type ExportHead = {
  format: typeof exportFormat;
  /** Which rows were asked for; empty for all of them. Only those without a filter are a chain. */
  filter: Record<string, string>;
  /** The chain's end when the file was made. */
  head: { hash: string; seq: number };
};

export const exportFormat = 'sluice-audit-1';

/** One row as a line: canonical JSON, so that not a byte of it is free. */
export function lineOf(row: AuditRow): string {
  const { seq, previous, hash } = row;
  return canonicalJson({ ...contentOf(row), at: row.at.toISOString(), seq, previous, hash });
}

/** The last line: how many rows there were, and the SHA-256 of every byte before it. */
export function tailOf(rows: number, sha256: string): string {
  return canonicalJson({ rows, sha256 });
}

/** What is told of a file; `fault` names the first line that is wrong, and how. */
export type FileVerdict = {
  rows: number;
  first: number | null;
  last: number | null;
  /** The hash of the last row. */
  hash: string | null;
  /** Whether rows were chosen by a filter: then none stands on the one before, and each vouches for itself alone. */
  isFiltered: boolean;
  /** Whether it is every row from the first on: then nothing is missing before its end. */
  isWhole: boolean;
  fault: { line: number; seq: number | null; what: string } | null;
};

/**
 * Proves an export, byte by byte: each line is the one form that its content has, each row's hash is of what it says and
 * stands on the row before, and the file ends as it says. Memory stays that of one line.
 */
export async function verifyBytes(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<FileVerdict> {
  const bytes = createHash('sha256');
  const verdict: FileVerdict = {
    ...{ rows: 0, first: null, last: null, hash: null },
    ...{ isFiltered: false, isWhole: false, fault: null },
  };
  let before: AuditRow | null = null;
  let head: ExportHead | null = null;
  let isEnded = false;
  let line = 0;
  const fault = (what: string, seq: number | null = null) => {
    verdict.fault ??= { line, seq, what };
  };
  for await (const raw of linesOf(chunks)) {
    line += 1;
    if (isEnded) fault('something follows the last line');
    const value = parsed(raw);
    if (!value || !isThat(raw, formOf(value, line)))
      fault(raw.at(-1) === lineFeed ? 'the line is not as it was written' : 'the file is cut off');
    else if (line === 1) {
      head = value as ExportHead;
      if (head.format !== exportFormat) fault(`the file is no ${exportFormat}`);
      verdict.isFiltered = Object.keys(head.filter ?? {}).length > 0;
    } else if (isTail(value)) {
      isEnded = true;
      if (value.rows !== verdict.rows)
        fault(`${value.rows} rows were written, ${verdict.rows} are there`);
      if (value.sha256 !== bytes.copy().digest('hex')) fault('the file is not as it was written');
    } else {
      const row = rowOf(value);
      const { isFiltered } = verdict;
      const what = faultOf(row, isFiltered && before ? null : before);
      if (what) fault(words[what], row.seq);
      if (isFiltered && before && row.seq <= before.seq) fault(words.order, row.seq);
      before = row;
      verdict.rows += 1;
      verdict.first ??= row.seq;
      verdict.last = row.seq;
      verdict.hash = row.hash;
      if (row.seq === 1 && row.previous !== firstPrevious) fault(words.previous, row.seq);
    }
    if (verdict.fault) break;
    bytes.update(raw);
  }
  if (!verdict.fault && !isEnded) fault('the file is cut off');
  const isEmpty = head?.head?.seq === 0;
  verdict.isWhole =
    verdict.fault === null &&
    !verdict.isFiltered &&
    (isEmpty || (verdict.first === 1 && verdict.hash === head?.head?.hash));
  return verdict;
}

const lineFeed = 0x0a;

/**
 * Lines with the LF that ends them, and what follows the last one. Of bytes and at LF alone: whoever reads text takes
 * a CR for an end too, and two wrong bytes for one sign.
 */
async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      const line = rest.subarray(0, end + 1);
      yield begun.length > 0 ? Buffer.concat([...begun, line]) : line;
      begun = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) begun.push(rest);
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

function isThat(raw: Buffer, text: string): boolean {
  return raw.equals(Buffer.from(`${text}\n`));
}

function isTail(value: Record<string, unknown>): value is { rows: number; sha256: string } {
  return 'sha256' in value && !('seq' in value);
}

/** The one form of what a line says. */
function formOf(value: Record<string, unknown>, line: number): string {
  if (line === 1) return canonicalJson(value);
  return isTail(value) ? tailOf(value.rows, value.sha256) : lineOf(rowOf(value));
}

const words = {
  gap: 'a row before it is missing',
  order: 'it is not in the order of the chain',
  previous: 'it does not stand on the row before it',
  hash: 'its hash is not of what it says',
};

function parsed(raw: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What a line says; a field that is left out is null, as it is in the database. */
function rowOf(value: Record<string, unknown>): AuditRow {
  const { at, ...rest } = value;
  const nothing = { changes: null, reason: null, clientToken: null, awsOperation: null, of: null };
  const time = new Date(typeof at === 'string' ? at : Number.NaN);
  const isTime = !Number.isNaN(time.getTime());
  return {
    ...{ object: null, team: null, ...nothing },
    ...rest,
    at: isTime ? time : new Date(0),
  } as AuditRow;
}
