// Proves an exported audit without a network or a database: `audit:verify -- FILE [--head HASH]`.
// 0: every row is as it was written. 1: not so, with the first line that is wrong. 2: a wrong call.
import { createReadStream } from 'node:fs';
import { auditVerifyCommand } from './audit-verify-command';

const usage = 'audit:verify -- FILE [--head HASH]';

try {
  const proved = await auditVerifyCommand(process.argv.slice(2), (file) => createReadStream(file));
  if (proved) process.stdout.write(`${proved.lines.join('\n')}\n`);
  else process.stderr.write(`${usage}\n`);
  process.exitCode = proved ? Number(!proved.isGood) : 2;
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : thrown}\n`);
  process.exitCode = 2;
}
