// Verifies a passport without a network: `passport:verify -- FILE [--key FILE|FINGERPRINT] [--print]`.
// 0: nothing was changed since it was signed, by the key that is expected where one is given. 1: not so. 2: a wrong call.
import { readFileSync } from 'node:fs';
import { passportVerifyCommand } from './passport-verify-command';

const usage = 'passport:verify -- FILE [--key FILE|FINGERPRINT] [--print]';

try {
  const checked = passportVerifyCommand(process.argv.slice(2), (file) =>
    readFileSync(file, 'utf8'),
  );
  if (checked) process.stdout.write(`${checked.lines.join('\n')}\n`);
  else process.stderr.write(`${usage}\n`);
  process.exitCode = checked ? Number(!checked.isGood) : 2;
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : thrown}\n`);
  process.exitCode = 2;
}
