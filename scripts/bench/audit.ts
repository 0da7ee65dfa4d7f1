import { digestOf, firstPrevious, linkHash, sha256 } from '../../lib/audit/chain';
import { exportFormat, lineOf, tailOf, verifyBytes } from '../../lib/audit/export-lines';
import type { AuditRow } from '../../lib/audit/types';
import { canonicalJson } from '../../lib/canonical';
import { report } from './figures';

const count = 100_000;

/** How long an exported chain of a hundred thousand rows takes to prove. */
export async function benchAudit(): Promise<void> {
  const rows = chain();
  const last = rows.at(-1);
  const head = { format: exportFormat, filter: {}, head: { hash: last?.hash, seq: count } };
  const lines = [canonicalJson(head), ...rows.map(lineOf)];
  const body = lines.map((line) => `${line}\n`).join('');
  const file = Buffer.from(`${body}${tailOf(count, sha256(body))}\n`);
  const began = performance.now();
  const verdict = await verifyBytes([file]);
  const seconds = (performance.now() - began) / 1000;
  if (verdict.fault || !verdict.isWhole) throw new Error(JSON.stringify(verdict));
  report({ name: 'audit.verify.100k', value: seconds, unit: 's' });
  report({ name: 'audit.export.100k', value: body.length / 1e6, unit: 'MB' });
}

function chain(): AuditRow[] {
  let previous = firstPrevious;
  return Array.from({ length: count }, (_, index) => {
    const row = {
      actor: 'ben@example.com',
      actorKind: 'person' as const,
      action: 'proxy.plan',
      object: `httpbin-${index % 600}`,
      team: 'payments',
      detail: { upstream: 'https://httpbin.org', limits: { rate: 5, burst: 5 }, runId: `${index}` },
      changes: [{ field: 'limits.rate', from: 5, to: index }],
      reason: null,
      clientToken: `sluice-${index}-0`,
      awsOperation: 'cloudformation:CreateChangeSet',
      of: null,
    };
    const link = { seq: index + 1, at: new Date(1_795_000_000_000 + index), previous };
    previous = linkHash(link, digestOf(row));
    return { ...row, ...link, hash: previous };
  });
}
