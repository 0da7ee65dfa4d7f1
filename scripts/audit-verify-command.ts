import { verifyBytes } from '@/lib/audit/export-lines';

export type Proved = { isGood: boolean; lines: string[] };

/**
 * What an exported audit proves, in words. `read` gives a file's bytes, `head` is a hash that was noted down. Null for a
 * wrong call.
 */
export async function auditVerifyCommand(
  args: readonly string[],
  read: (file: string) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Proved | null> {
  const [file, flag, head, ...rest] = args;
  if (!file || rest.length > 0 || (flag !== undefined && (flag !== '--head' || !head))) return null;
  const verdict = await verifyBytes(read(file));
  const { rows, first, last, hash, isFiltered, isWhole, fault } = verdict;
  if (fault) {
    const where = `line ${fault.line}${fault.seq ? `, row ${fault.seq}` : ''}`;
    const csv = fault.line === 1 ? ['Only the JSON export is proved; a CSV is for reading.'] : [];
    return { isGood: false, lines: [`BROKEN at ${where}: ${fault.what}`, ...csv] };
  }
  const isHead = head === undefined || (!isFiltered && head === hash);
  const between = first === null ? '' : `, ${first} to ${last}`;
  const lines = [
    `OK: ${rows} rows${between}, each as its own hash says, and the file as it was made`,
    ...(isWhole ? whole : isFiltered ? filtered : part),
    ...(hash ? [`The last row's hash is ${hash}`] : []),
  ];
  const not = isFiltered
    ? 'NOT PROVED: rows that a filter chose do not lead up to a hash; export without one'
    : 'BROKEN: that is not the hash that was noted down';
  if (!isHead) return { isGood: false, lines: [...lines, not] };
  if (head === undefined && !isFiltered) lines.push(withoutHead);
  return { isGood: true, lines };
}

const whole = ['They are all rows there were when it was made, each standing on the one before.'];
const part = ['They are a part: what stands before them is not proved.'];
const filtered = [
  'They were chosen by a filter. That none was left out is not proved, and neither is that somebody has not written a',
  'row anew with a hash that fits it: only the rows between tell, so prove an export without a filter.',
];
const withoutHead =
  'Whoever writes all rows anew is found out by a hash that was noted down elsewhere: --head HASH';
