// csv-stringify: no dependency, kept since 2010, and does the three things that are easily forgotten: the byte order
// mark, quoting, and cells that a spreadsheet would run.
import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | null;

/**
 * A table as RFC 4180 has it, UTF-8 with the byte order mark that spreadsheets want. A text that begins as a formula
 * does is written behind an apostrophe (OWASP, CSV injection); null is an empty cell.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([[...columns], ...rows.map((row) => [...row])], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
