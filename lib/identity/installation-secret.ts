import 'server-only';
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, db } from '../db/database';
import { settings } from '../db/schema';
import { env } from '../env';

/** What this installation signs and seals with: SLUICE_SECRET, or one it made for itself, the same for every replica. */
export async function installationSecret(on?: Database): Promise<string> {
  const { SLUICE_SECRET } = env();
  if (SLUICE_SECRET) return SLUICE_SECRET;
  const database = on ?? (await db());
  const key = 'session-secret';
  await database
    .insert(settings)
    .values({ key, value: randomBytes(32).toString('base64url') })
    .onConflictDoNothing();
  const [row] = await database.select().from(settings).where(eq(settings.key, key));
  return z.string().parse(row?.value);
}
