import 'server-only';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { fingerprint, signText } from './jws';
import { passportKey } from './key';
import { isOurs } from './ticket';
import { passportFormat } from './types';

/** What was shown longer ago is not signed any more: it is to be looked at again. */
const shownMsMax = 3_600_000;

const shownSchema = z.object({
  format: z.literal(passportFormat),
  issuedAt: z.coerce.date(),
  issuedBy: z.string(),
  subject: z.object({ name: z.string(), team: z.string() }),
});

/**
 * Signs what a page has shown this person, to the byte, and leaves an audit row. Throws `invalid` for what was not made
 * here, was shown to somebody else, or was shown too long ago.
 */
export async function issuePassport(
  actor: Actor,
  { name, payload, ticket }: { name: string; payload: string; ticket: string },
): Promise<{ file: string; body: string }> {
  authorize(actor, 'fleet.read');
  if (!(await isOurs(payload, ticket))) throw new AppError('invalid', 'this was not made here');
  const { subject, issuedAt, issuedBy } = shownSchema.parse(JSON.parse(payload));
  authorize(actor, 'fleet.read', subject);
  const isLate = Date.now() - issuedAt.getTime() > shownMsMax;
  if (subject.name !== name || issuedBy !== actor.email || isLate)
    throw new AppError('invalid', 'this was shown to somebody else, or too long ago');
  const { privateKey, publicKey } = await passportKey();
  const body = signText(payload, privateKey);
  await (await db()).transaction((tx) =>
    recordAudit(tx, {
      actor,
      action: 'passport.export',
      object: name,
      team: subject.team,
      detail: { sha256: digestOf(payload), key: fingerprint(publicKey) },
    }),
  );
  return { file: `passport-${name}-${issuedAt.toISOString().slice(0, 10)}.jws`, body };
}

/** What stands on paper and in the file alike. */
export function digestOf(payload: string): string {
  return createHash('sha256').update(payload).digest('hex');
}
