import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical';
import { digestOf, firstPrevious, linkHash, sha256 } from './chain';
import { exportFormat, lineOf, tailOf, verifyBytes } from './export-lines';
import type { AuditContent, AuditRow } from './types';

function content(index: number): AuditContent {
  return {
    actor: 'ben@example.com',
    actorKind: index % 3 ? 'person' : 'system',
    action: 'proxy.plan',
    object: `p${index}`,
    team: index % 2 ? 'payments' : null,
    detail: { index, text: 'かさね "x"\n', list: [1, null, { b: 1, a: 2 }] },
    changes: index % 2 ? [{ field: 'limits.rate', from: 5, to: null }] : null,
    reason: index % 4 ? 'because' : null,
    clientToken: null,
    awsOperation: index % 5 ? 'cloudformation:CreateChangeSet' : null,
    of: index > 3 ? 1 : null,
  };
}

function chain(length: number): AuditRow[] {
  let previous = firstPrevious;
  return Array.from({ length }, (_, index) => {
    const row = content(index);
    const link = { seq: index + 1, at: new Date(1_795_000_000_000 + index), previous };
    const hash = linkHash(link, digestOf(row));
    previous = hash;
    return { ...row, ...link, hash };
  });
}

function file(rows: AuditRow[], filter: Record<string, string> = {}): string[] {
  const end = rows.at(-1);
  const head = {
    format: exportFormat,
    filter,
    head: { hash: end?.hash ?? firstPrevious, seq: end?.seq ?? 0 },
  };
  const lines = [canonicalJson(head), ...rows.map(lineOf)];
  const body = lines.map((line) => `${line}\n`).join('');
  return [...lines, tailOf(rows.length, sha256(body))];
}

const bytesOf = (lines: readonly string[]) =>
  Buffer.from(lines.map((line) => `${line}\n`).join(''));
const verify = (lines: readonly string[]) => verifyBytes([bytesOf(lines)]);

/** The file as whoever rewrites it would make it: with an end that fits. */
const resealed = (rows: AuditRow[]) => file(rows);

describe('an exported chain', () => {
  const rows = chain(12);

  it('is proved, and said to be the whole', async () => {
    expect(await verify(file(rows))).toEqual({
      rows: 12,
      first: 1,
      last: 12,
      hash: rows.at(-1)?.hash,
      isFiltered: false,
      isWhole: true,
      fault: null,
    });
    expect(await verify(file([]))).toMatchObject({ rows: 0, isWhole: true, fault: null });
  });

  it('of some rows is proved row by row, and is not said to be the whole', async () => {
    const some = rows.filter(({ seq }) => seq % 3 === 0);
    expect(await verify(file(some, { team: 'payments' }))).toMatchObject({
      rows: 4,
      isWhole: false,
      fault: null,
    });
    expect(await verify(file(rows.slice(4)))).toMatchObject({ isWhole: false, fault: null });
  });

  it.each<[string, (rows: AuditRow[]) => AuditRow[], RegExp]>([
    ['a row is taken out', (all) => all.filter(({ seq }) => seq !== 5), /missing/],
    [
      'two rows change places',
      (all) => all.toSpliced(3, 2, all[4] as AuditRow, all[3] as AuditRow),
      /missing|order/,
    ],
    ['a row is said twice', (all) => all.toSpliced(3, 0, all[3] as AuditRow), /order/],
    [
      'a row says something else',
      (all) => all.with(5, { ...(all[5] as AuditRow), actor: 'x@example.com' }),
      /hash/,
    ],
    [
      'a row was written at another time',
      (all) => all.with(5, { ...(all[5] as AuditRow), at: new Date(0) }),
      /hash/,
    ],
    [
      'a field is added',
      (all) => all.with(4, { ...(all[4] as AuditRow), reason: 'made up' }),
      /hash/,
    ],
    [
      'a row is written anew with a hash that fits it',
      (all) => {
        const row = { ...(all[5] as AuditRow), actor: 'x@example.com' };
        return all.with(5, { ...row, hash: linkHash(row, digestOf(row)) });
      },
      /stand on the row before/,
    ],
  ])('is broken where %s', async (_, change, what) => {
    const { fault } = await verify(resealed(change(rows)));
    expect(fault?.what).toMatch(what);
  });

  it('is broken where its end is cut off, or something follows', async () => {
    const lines = file(rows);
    expect((await verify(lines.slice(0, -1))).fault?.what).toMatch(/cut off/);
    expect((await verify(lines.slice(0, 6))).fault?.what).toMatch(/cut off/);
    expect((await verify([...lines, lines[1] ?? ''])).fault).not.toBeNull();
  });

  it.each([
    ['all rows', file(rows)],
    ['rows that a filter chose', file(rows.slice(4, 7), { team: 'payments' })],
  ])('is broken by any one byte that is another, is gone or is new, in %s', async (_, lines) => {
    const bytes = bytesOf(lines);
    const anyByte = fc.oneof(fc.constantFrom(0x0a, 0x0d, 0x20, 0xbf, 0xef), fc.nat(255));
    const ends = [...bytes.keys()].filter((at) => bytes[at] === 0x0a);
    const anyPlace = fc.oneof(
      fc.constantFrom(0, ...ends),
      fc.nat(bytes.length - 1),
      fc.nat(bytes.length - 1),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('other', 'gone', 'new'),
        anyPlace,
        anyByte,
        fc.integer({ min: 1, max: 5_000 }),
        async (how, at, by, step) => {
          fc.pre(how !== 'other' || bytes[at] !== by);
          const put = how === 'gone' ? [] : [by];
          const after = how === 'new' ? at : at + 1;
          const changed = Buffer.concat([
            ...[bytes.subarray(0, at), Buffer.from(put), bytes.subarray(after)],
          ]);
          expect((await verifyBytes(inSteps(changed, step))).fault).not.toBeNull();
        },
      ),
      { numRuns: 600 },
    );
  });

  it('is broken by each line end that is another, a mark before it, and an end that is gone', async () => {
    const bytes = bytesOf(file(rows));
    for (const [at, byte] of bytes.entries())
      if (byte === 0x0a)
        for (const other of ['\r', '\r\n', '', ' ', '\n\n', '\u2028']) {
          const put = Buffer.from(other);
          const changed = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + 1)]);
          expect((await verifyBytes([changed])).fault, `${at} ${other}`).not.toBeNull();
        }
    const marked = Buffer.concat([Buffer.from('\uFEFF'), bytes]);
    expect((await verifyBytes([marked])).fault?.line).toBe(1);
  });

  it('is broken by a sign that is not to be read, though it reads as the one that stands for such', async () => {
    const row = { ...content(0), reason: '\uFFFD' };
    const link = { seq: 1, at: new Date(0), previous: firstPrevious };
    const bytes = bytesOf(file([{ ...row, ...link, hash: linkHash(link, digestOf(row)) }]));
    expect((await verifyBytes([bytes])).fault).toBeNull();
    const at = bytes.indexOf('\uFFFD');
    const changed = Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from([0xff]),
      bytes.subarray(at + 3),
    ]);
    expect((await verifyBytes([changed])).fault).not.toBeNull();
  });
});

function* inSteps(bytes: Buffer, step: number) {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
