import 'server-only';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical';
import { csvOf } from '../csv';
import { db } from '../db/database';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import type { SearchParams } from '../query';
import { oneOf } from '../query';
import { readAuditChain, readAuditHead } from './data';
import { exportFormat, lineOf, tailOf } from './export-lines';
import { type AuditFilter, auditFilterQuery, parseAuditFilter } from './filter';
import { recordAudit } from './mutations';
import type { AuditRow } from './types';

/** Rows read at a time: the whole is never held. */
const stepRows = 1_000;

export type AuditFile = { name: string; type: string; body: ReadableStream<Uint8Array> };

/**
 * The audit as a file, by the same URL parameters as its page and `format` (csv, or json for one canonical JSON value a
 * line, which `npm run audit:verify` proves). Oldest first, up to the row that its own download leaves. Throws `denied`.
 */
export async function exportAudit(actor: Actor, params: SearchParams): Promise<AuditFile> {
  authorize(actor, 'audit.read');
  const filter = parseAuditFilter(params);
  const format = oneOf(params, 'format') === 'csv' ? 'csv' : 'json';
  const set = Object.fromEntries(
    Object.entries(auditFilterQuery(filter)).filter(([, value]) => value !== null),
  ) as Record<string, string>;
  await recordAudit(await db(), { actor, action: 'audit.export', detail: { format, filter: set } });
  const head = await readAuditHead();
  const day = new Date().toISOString().slice(0, 10);
  const name = `sluice-audit-${day}.${format === 'csv' ? 'csv' : 'jsonl'}`;
  if (format === 'csv')
    return { name, type: 'text/csv; charset=utf-8', body: streamOf(csvChunks(filter, head.seq)) };
  const lines = jsonLines(filter, { format: exportFormat, filter: set, head });
  return { name, type: 'application/jsonl; charset=utf-8', body: streamOf(lines) };
}

async function* steps(filter: AuditFilter, upTo: number): AsyncGenerator<AuditRow[]> {
  let after = 0;
  for (;;) {
    const rows = await readAuditChain({ after, upTo, limit: stepRows }, filter);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < stepRows) return;
    after = last.seq;
  }
}

async function* jsonLines(
  filter: AuditFilter,
  head: { format: string; filter: Record<string, string>; head: { seq: number; hash: string } },
): AsyncGenerator<string> {
  const bytes = createHash('sha256');
  const out = (lines: string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    bytes.update(text);
    return text;
  };
  let count = 0;
  yield out([canonicalJson(head)]);
  for await (const rows of steps(filter, head.head.seq)) {
    count += rows.length;
    yield out(rows.map(lineOf));
  }
  yield `${tailOf(count, bytes.digest('hex'))}\n`;
}

const columns = [
  ...['seq', 'at', 'actor', 'actor_kind', 'action', 'object', 'team', 'reason'],
  ...['changes', 'detail', 'client_token', 'aws_operation', 'of', 'previous', 'hash'],
];

async function* csvChunks(filter: AuditFilter, upTo: number): AsyncGenerator<string> {
  yield csvOf(columns, []);
  for await (const rows of steps(filter, upTo)) {
    const cells = rows.map((row) => [
      ...[row.seq, row.at.toISOString(), row.actor, row.actorKind, row.action, row.object],
      ...[row.team, row.reason, row.changes && canonicalJson(row.changes)],
      ...[canonicalJson(row.detail), row.clientToken, row.awsOperation, row.of],
      ...[row.previous, row.hash],
    ]);
    // The mark and the names of the columns stand once, before the first rows.
    yield csvOf([], cells).replace(/^\uFEFF?\r?\n/, '');
  }
}

function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
