import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf, firstPrevious, linkHash } from '@/lib/audit/chain';
import { exportAudit } from '@/lib/audit/export';
import { exportFormat, lineOf, tailOf } from '@/lib/audit/export-lines';
import { recordAudit } from '@/lib/audit/mutations';
import type { AuditContent } from '@/lib/audit/types';
import { canonicalJson } from '@/lib/canonical';
import { closeDatabase, db } from '@/lib/db/database';
import { actorFor } from '@/lib/identity/gate';
import { createPerson } from '@/lib/identity/mutations';
import { bothEngines, useDatabase } from '@/lib/testing/databases';
import { auditVerifyCommand } from './audit-verify-command';

const root = join(__dirname, '..');
const [engine] = bothEngines();
let directory: string;
const files = {} as Record<'json' | 'csv' | 'filtered', Buffer>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-audit-'));
  await useDatabase(await engine.place());
  const email = 'emil@example.com';
  await createPerson({ name: 'Emil', email, password: 'x'.repeat(12), role: 'auditor', teams: [] });
  for (let index = 0; index < 30; index++)
    await recordAudit(await db(), {
      actor: index % 2 ? { email } : 'system',
      action: index % 3 ? 'proxy.plan' : 'key.reveal',
      object: `httpbin-${index}`,
      team: 'payments',
      detail: { text: `かさね "${index}"\r\n` },
      reason: index % 5 ? null : '二行\nあり',
    });
  const actor = await actorFor(email);
  const read = async (params: Record<string, string>) => {
    const { body } = await exportAudit(actor, params);
    return Buffer.from(await new Response(body).arrayBuffer());
  };
  files.csv = await read({ format: 'csv' });
  files.filtered = await read({ format: 'json', action: 'key.reveal' });
  files.json = await read({ format: 'json' });
});
afterAll(async () => {
  await closeDatabase();
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

/** Runs the command as `npm run audit:verify` does, on a file with these bytes. */
async function run(bytes: Buffer, ...flags: string[]): Promise<{ code: number; text: string }> {
  const file = join(directory, `${Math.random()}.jsonl`);
  await writeFile(file, bytes);
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [command = '', ...args] = scripts['audit:verify']?.split(' ') ?? [];
  return new Promise((resolve) =>
    execFile(command, [...args, file, ...flags], { cwd: root }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, text: `${out}${err}` }),
    ),
  );
}

const hashOf = (text: string) => /hash is (\w{64})/.exec(text)?.[1] ?? '';

function put(bytes: Buffer, at: number, other: string, length = 1): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(other), bytes.subarray(at + length)]);
}

describe('the command audit:verify', () => {
  it('proves what the page hands out, and says no more of it than is so', async () => {
    const whole = await run(files.json);
    expect(whole).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^OK: 3\d rows, 1 to 3\d/),
    });
    expect(whole.text).toContain('all rows there were');
    const [held, other, filtered, heldFiltered, csv, none] = await Promise.all([
      run(files.json, '--head', hashOf(whole.text)),
      run(files.json, '--head', '0'.repeat(64)),
      run(files.filtered),
      run(files.filtered, '--head', hashOf(whole.text)),
      run(files.csv),
      run(files.json, '--hed', 'x'),
    ]);
    expect(held?.code).toBe(0);
    expect(other).toMatchObject({ code: 1, text: expect.stringContaining('noted down') });
    expect(filtered).toMatchObject({ code: 0, text: expect.stringMatching(/^OK: 10 rows/) });
    expect(filtered?.text).toContain('That none was left out is not proved');
    expect(filtered?.text).not.toContain('all rows there were');
    expect(heldFiltered).toMatchObject({ code: 1, text: expect.stringContaining('NOT PROVED') });
    expect(csv).toMatchObject({ code: 1, text: expect.stringContaining('Only the JSON export') });
    expect(none).toMatchObject({ code: 2, text: expect.stringContaining('audit:verify -- FILE') });
  });

  it.each(['json', 'filtered'] as const)('finds a byte that is another in %s', async (which) => {
    const bytes = files[which];
    const first = bytes.indexOf(0x0a);
    const inner = bytes.indexOf(0x0a, first + 1);
    const changed = {
      'LF to CR': put(bytes, inner, '\r'),
      'LF to CRLF': put(bytes, inner, '\r\n'),
      'the last LF to CR': put(bytes, bytes.length - 1, '\r'),
      'the last LF gone': bytes.subarray(0, -1),
      'a mark before it': put(bytes, 0, '\uFEFF', 0),
      'a line more': put(bytes, bytes.length, '\n', 0),
      'a letter': put(bytes, bytes.indexOf('httpbin'), 'H'),
    };
    const said = await Promise.all(
      Object.entries(changed).map(async ([what, it]) => [what, (await run(it)).code]),
    );
    expect(said).toEqual(Object.keys(changed).map((what) => [what, 1]));
  });

  it.each(['json', 'filtered', 'csv'] as const)(
    'is right about every byte of %s',
    async (which) => {
      const bytes = files[which];
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, by) => {
          fc.pre(bytes[at] !== by);
          const changed = Buffer.from(bytes);
          changed[at] = by;
          expect(await auditVerifyCommand(['f'], () => [changed])).toMatchObject({ isGood: false });
        }),
        { numRuns: 300 },
      );
    },
  );

  it('proves a chain of 100,000 rows', async () => {
    const proved = await auditVerifyCommand(['f'], () => longChain(100_000));
    expect(proved).toMatchObject({ isGood: true });
    expect(proved?.lines[0]).toContain('100000 rows, 1 to 100000');
  }, 300_000);
});

/** How long it takes is told by `npm run bench`. */
function* longChain(length: number): Generator<Buffer> {
  const whole = createHash('sha256');
  const out = (line: string) => {
    const bytes = Buffer.from(`${line}\n`);
    whole.update(bytes);
    return bytes;
  };
  const none = { object: null, team: null, changes: null, reason: null };
  const content: AuditContent = {
    ...{ actor: 'system', actorKind: 'system', action: 'test', detail: {}, ...none },
    ...{ clientToken: null, awsOperation: null, of: null },
  };
  const digest = digestOf(content);
  let previous = firstPrevious;
  yield out(canonicalJson({ format: exportFormat, filter: {}, head: { hash: '', seq: length } }));
  for (let seq = 1; seq <= length; seq++) {
    const link = { seq, at: new Date(1_795_000_000_000 + seq), previous };
    previous = linkHash(link, digest);
    yield out(lineOf({ ...content, ...link, hash: previous }));
  }
  yield Buffer.from(`${tailOf(length, whole.digest('hex'))}\n`);
}
